package io.github.edvr4j.video;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.files.FileFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The segments of a video in their folder, each complete or not there.
 *
 * @param folder beside the output, with its name
 */
record Segments(Path folder) {
  private static final Pattern SEGMENT = Pattern.compile("(\\d{6,})\\.segment");

  Path segment(long index) {
    return folder.resolve(String.format(Locale.ROOT, "%06d.segment", index));
  }

  /** Where the joined file is written until it is complete; its extension names a container. */
  Path joined(Path output) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new EdvrException(
          Category.OUTPUT, "%s: can't be created: %s".formatted(folder, FileFailure.reason(e)), e);
    }
    return folder.resolve("joined-" + output.getFileName());
  }

  boolean has(long index) {
    return Files.exists(segment(index));
  }

  /** How many segments of a range are complete. */
  long count(FrameRange range) {
    return complete(range).size();
  }

  /** How many bytes all complete segments have. */
  long bytes() {
    return complete(FrameRange.ALL).stream().mapToLong(file -> file.toFile().length()).sum();
  }

  void delete(FrameRange range) {
    for (Path segment : complete(range)) {
      try {
        Files.deleteIfExists(segment);
      } catch (IOException e) {
        throw new EdvrException(
            Category.OUTPUT,
            "%s: can't be deleted: %s".formatted(segment, FileFailure.reason(e)),
            e);
      }
    }
  }

  private List<Path> complete(FrameRange range) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> isOneOf(range, SEGMENT.matcher(name(file)))).toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new EdvrException(
          Category.OUTPUT, "%s: can't be read: %s".formatted(folder, FileFailure.reason(e)), e);
    }
  }

  private static boolean isOneOf(FrameRange range, Matcher name) {
    if (!name.matches()) {
      return false;
    }
    long index = Long.parseLong(name.group(1));
    return index >= range.first() && index < range.end();
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }
}
