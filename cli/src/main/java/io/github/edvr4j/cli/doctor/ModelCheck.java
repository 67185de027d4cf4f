package io.github.edvr4j.cli.doctor;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.zoo.ModelStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The models.
 *
 * @param folders where they are looked for, in this order
 * @param files those that were found
 */
record ModelCheck(List<Path> folders, List<Path> files) {

  static List<Finding> findings(ModelStore store) {
    try {
      return new ModelCheck(store.folders(), store.files()).findings();
    } catch (EdvrException e) {
      return List.of(
          Finding.warning(
              "models",
              String.valueOf(e.getMessage()),
              "give yourself permission to read the folder, or give --model FILE"));
    }
  }

  List<Finding> findings() {
    String text =
        folders.stream()
            .map(folder -> Files.isDirectory(folder) ? folder.toString() : folder + " (not there)")
            .collect(Collectors.joining(", "));
    return List.of(
        Finding.ok("model folders", text),
        files.isEmpty()
            ? Finding.warning(
                "models", "none", "fetch one, see edvr models list, or give --model FILE")
            : Finding.ok(
                "models", files.stream().map(Path::toString).collect(Collectors.joining(", "))));
  }
}
