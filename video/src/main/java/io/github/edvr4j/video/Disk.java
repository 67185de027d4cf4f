package io.github.edvr4j.video;

import io.github.edvr4j.files.FreeSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** What is asked of the disk of a folder. */
interface Disk {
  /** Bytes that may be written, as {@link FreeSpace} finds them. */
  OptionalLong usable();

  /** Whether some bytes can be written and deleted again. */
  boolean takes(int bytes);

  static Disk of(Path folder) {
    return new Disk() {
      @Override
      public OptionalLong usable() {
        return FreeSpace.of(folder);
      }

      @Override
      public boolean takes(int bytes) {
        try {
          Path probe = Files.createTempFile(folder, ".edvr", ".probe");
          try {
            Files.write(probe, new byte[bytes]);
            return true;
          } finally {
            Files.delete(probe);
          }
        } catch (IOException e) {
          return false;
        }
      }
    };
  }
}
