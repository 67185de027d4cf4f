package io.github.edvr4j.cli.doctor;

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

  List<Finding> findings() {
    String text =
        folders.stream()
            .map(folder -> Files.isDirectory(folder) ? folder.toString() : folder + " (not there)")
            .collect(Collectors.joining(", "));
    return List.of(
        Finding.ok("model folders", text),
        files.isEmpty()
            ? Finding.warning(
                "models", "none", "start edvr where its folder models lies, or give --model FILE")
            : Finding.ok(
                "models", files.stream().map(Path::toString).collect(Collectors.joining(", "))));
  }
}
