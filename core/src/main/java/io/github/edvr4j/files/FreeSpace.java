package io.github.edvr4j.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** The room that is left where a folder lies. */
public final class FreeSpace {

  private FreeSpace() {}

  /**
   * Bytes that may be written, as the system says, which may not know of a user's quota.
   *
   * @param folder or file that exists
   * @return empty where the system doesn't know, as in a chroot whose root is no mount point: no
   *     reason to refuse to write there
   */
  public static OptionalLong of(Path folder) {
    try {
      return OptionalLong.of(Files.getFileStore(folder).getUsableSpace());
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }
}
