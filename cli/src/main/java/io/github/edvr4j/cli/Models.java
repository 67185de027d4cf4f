package io.github.edvr4j.cli;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The models that come with the program.
 *
 * @param folder where they lie, as {@code NAME.safetensors}
 */
record Models(Path folder) {

  private static final String SUFFIX = ".safetensors";

  /**
   * The file that the user means: a bundled model's, or else the one at that path.
   *
   * @param nameOrFile a bundled model's name or the path of a checkpoint
   * @throws EdvrException if it is neither; the message lists what is bundled
   */
  Path find(String nameOrFile) {
    Path bundled = folder.resolve(nameOrFile + SUFFIX);
    if (!isPath(nameOrFile) && Files.isRegularFile(bundled)) {
      return bundled;
    }
    Path file = Path.of(nameOrFile);
    if (Files.isRegularFile(file)) {
      return file;
    }
    if (isPath(nameOrFile)) {
      throw new EdvrException(Category.USAGE, "there is no model file " + nameOrFile);
    }
    List<String> names = names();
    throw new EdvrException(
        Category.USAGE,
        "there is no model '%s'; %s, or give a .pth or .safetensors file"
            .formatted(
                nameOrFile,
                names.isEmpty()
                    ? "none is bundled in " + folder.toAbsolutePath()
                    : "bundled: " + String.join(", ", names)));
  }

  /** The bundled models' names, in alphabetical order. */
  List<String> names() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(SUFFIX))
          .map(name -> name.substring(0, name.length() - SUFFIX.length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new EdvrException(Category.MODEL, "cannot list the models in " + folder, e);
    }
  }

  /** The bundled models' files. */
  List<Path> files() {
    return names().stream().map(name -> folder.resolve(name + SUFFIX)).toList();
  }

  private static boolean isPath(String text) {
    return text.matches(".*[/\\\\].*|.*\\.(pth|safetensors)");
  }
}
