package io.github.edvr4j.cli.doctor;

import io.github.edvr4j.files.FreeSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Folders that the program writes to, beside the output's. */
final class FolderCheck {

  /** Several models, or the video libraries, fit into this. */
  private static final long GOOD_SPACE = Bytes.GB;

  private FolderCheck() {}

  /**
   * @param topic what it is for
   * @param folder need not be there yet
   * @param variable how the user chooses another one
   */
  static Finding finding(String topic, Path folder, String variable) {
    Path existing = existing(folder.toAbsolutePath());
    String advice = "make room or give write permission, or choose another with " + variable;
    try {
      Files.delete(Files.createTempFile(existing, "edvr", ".tmp"));
    } catch (IOException e) {
      return Finding.warning(topic, "%s can't be written to".formatted(existing), advice);
    }
    OptionalLong free = FreeSpace.of(existing);
    if (free.isEmpty()) {
      return Finding.ok(topic, "%s, how much is free is not known".formatted(folder));
    }
    String text = "%s, %s free".formatted(folder, Bytes.text(free.getAsLong()));
    return free.getAsLong() < GOOD_SPACE
        ? Finding.warning(topic, text, advice)
        : Finding.ok(topic, text);
  }

  private static Path existing(Path folder) {
    Path parent = folder.getParent();
    return Files.exists(folder) || parent == null ? folder : existing(parent);
  }
}
