package io.github.edvr4j.train.data;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;

/** What files of a folder are, by their names; hidden ones are nothing. */
final class FileKinds {
  private static final Pattern PICTURE =
      Pattern.compile("[^.].*\\.(png|jpe?g)", Pattern.CASE_INSENSITIVE);
  private static final Pattern VIDEO =
      Pattern.compile(
          "[^.].*\\.(mp4|m4v|mov|mkv|webm|avi|wmv|flv|ogv|mpe?g|m?ts|m2ts|vob|3gp|mxf|y4m|ivf"
              + "|h?26[45]|hevc|avc)",
          Pattern.CASE_INSENSITIVE);

  private FileKinds() {}

  static boolean isPicture(Path file) {
    return PICTURE.matcher(name(file)).matches();
  }

  static boolean isVideo(Path file) {
    return VIDEO.matcher(name(file)).matches();
  }

  static boolean isHidden(Path file) {
    return name(file).startsWith(".");
  }

  static String name(Path file) {
    Path name = file.getFileName();
    return name == null ? file.toString() : name.toString();
  }

  /** Whether a name of several parts, as a list has it, leads nowhere but below its folder. */
  static boolean staysBelow(String name) {
    try {
      Path path = Path.of(name);
      return !name.isBlank()
          && path.getRoot() == null
          && !name.startsWith("/")
          && !Arrays.asList(name.split("[/\\\\]")).contains("..");
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** A name without its extension. */
  static String stem(String name) {
    return name.replaceFirst("(?<=[^/.])\\.[^./]*$", "");
  }
}
