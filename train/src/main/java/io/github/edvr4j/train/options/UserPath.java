package io.github.edvr4j.train.options;

import java.nio.file.Path;

/** Files and folders as users write them. */
public final class UserPath {

  private UserPath() {}

  /**
   * A path in which {@code ~/} is the user's folder.
   *
   * @throws java.nio.file.InvalidPathException if the text is no path
   */
  public static Path of(String text) {
    return text.startsWith("~/")
        ? Path.of(System.getProperty("user.home")).resolve(text.substring(2))
        : Path.of(text);
  }
}
