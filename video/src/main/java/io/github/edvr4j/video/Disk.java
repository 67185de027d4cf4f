package io.github.edvr4j.video;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.files.FileFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is asked of the disk of a folder. */
interface Disk {
  /** Bytes that may be written, as the system says, which may not know of a user's quota. */
  long usable();

  /** Whether some bytes can be written and deleted again. */
  boolean takes(int bytes);

  static Disk of(Path folder) {
    return new Disk() {
      @Override
      public long usable() {
        try {
          return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
          throw new EdvrException(
              Category.OUTPUT,
              "%s: can't be asked for its free space: %s".formatted(folder, FileFailure.reason(e)),
              e);
        }
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
