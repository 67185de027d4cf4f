package io.github.edvr4j.cli;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Checks where a result is to go before anything is computed for it. */
record Destination(Path input, Path output, boolean overwrite) {

  /**
   * For an input as the user named it.
   *
   * @throws EdvrException (USAGE) if no path can have that name
   */
  static Destination of(String input, Path output, boolean overwrite) {
    return new Destination(path(input), output, overwrite);
  }

  /**
   * A path as the user named it.
   *
   * @throws EdvrException (USAGE) if none can have that name, as one with a * on Windows
   */
  static Path path(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new EdvrException(Category.USAGE, "'%s' is no path on this system".formatted(name), e);
    }
  }

  /**
   * Refuses a file that can't or mustn't be written.
   *
   * @param extensions what its name may end in, without the dot
   * @throws EdvrException (USAGE) that says why not
   */
  void requireFile(List<String> extensions, String otherwise) {
    if (Files.isDirectory(output)) {
      throw refused("is a folder, not a file");
    }
    String name = output.toString().toLowerCase(Locale.ROOT);
    if (extensions.stream().noneMatch(extension -> name.endsWith("." + extension))) {
      throw refused("should end in ." + String.join(", .", extensions) + otherwise);
    }
    requireNoPipe();
    requireOtherThanInput();
    requireParent();
    if (Files.exists(output) && !overwrite) {
      throw refused("exists; -y overwrites it");
    }
  }

  /** A complete file is put in the place of what is there, which nobody would read from then on. */
  private void requireNoPipe() {
    if (Files.exists(output) && !Files.isRegularFile(output)) {
      throw refused("is a pipe or a device, in whose place a file would be put");
    }
  }

  /**
   * Refuses a folder that can't or mustn't be filled.
   *
   * @throws EdvrException (USAGE) that says why not
   */
  void requireFolder() {
    if (Files.isRegularFile(output)) {
      throw refused("is a file, not a folder");
    }
    requireOtherThanInput();
    requireOtherThanFolderOfInput();
    requireParent();
    if (!overwrite && !isEmptyOrMissing()) {
      throw refused("is not empty; -y overwrites what is in it");
    }
  }

  private void requireOtherThanInput() {
    try {
      if (Files.exists(output) && Files.exists(input) && Files.isSameFile(input, output)) {
        throw refused("is the input itself; choose another name");
      }
    } catch (IOException e) {
      throw new EdvrException(Category.INPUT, "cannot read " + input, e);
    }
  }

  /** The input may be one of the pictures in it, or a pattern of their names. */
  private void requireOtherThanFolderOfInput() {
    Path folder = input.toAbsolutePath().getParent();
    try {
      if (folder != null
          && !Files.isDirectory(input)
          && Files.exists(output)
          && Files.isSameFile(folder, output)) {
        throw refused("is the folder of the input, whose pictures it could overwrite");
      }
    } catch (IOException e) {
      throw new EdvrException(Category.INPUT, "cannot read " + folder, e);
    }
  }

  private void requireParent() {
    Path parent = output.toAbsolutePath().getParent();
    if (parent != null && !Files.isDirectory(parent)) {
      throw refused("lies in a folder that doesn't exist");
    }
  }

  private boolean isEmptyOrMissing() {
    if (!Files.exists(output)) {
      return true;
    }
    try (Stream<Path> files = Files.list(output)) {
      return files.findAny().isEmpty();
    } catch (IOException e) {
      throw new EdvrException(Category.OUTPUT, "cannot list the folder " + output, e);
    }
  }

  private EdvrException refused(String why) {
    return new EdvrException(Category.USAGE, "output " + output + " " + why);
  }
}
