package io.github.edvr4j.video;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the segments of a video were made of and with, and what joining them needs to know.
 *
 * @param facts everything that could change a frame, in words: what differs there makes other
 *     frames
 * @param input the file that sound, subtitles and the rest are copied from, if any
 * @param cut which part of that file is not written
 * @param clip as it is written
 * @param encoding that was asked for
 * @param segmentFrames how many frames a segment has, the last one perhaps fewer
 */
record Manifest(
    SequencedMap<String, String> facts,
    Optional<String> input,
    Cut cut,
    ClipInfo clip,
    EncodingRequest encoding,
    int segmentFrames) {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /**
   * @throws EdvrException of category INPUT if the file is there but no manifest
   */
  static Optional<Manifest> read(Path file) {
    try {
      return Optional.of(JSON.readValue(Files.readString(file), Manifest.class));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | JacksonException e) {
      throw new EdvrException(
          Category.INPUT,
          "%s: can't be read: %s; --no-resume begins anew".formatted(file, firstLine(e)),
          e);
    }
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("it is damaged");
  }

  void write(Path file, DiskRoom room) {
    Path part = file.resolveSibling(file.getFileName() + Segments.UNFINISHED);
    try (PatientFile out = PatientFile.create(part, room)) {
      out.write(JSON.writeValueAsString(this).getBytes(StandardCharsets.UTF_8));
      out.commitTo(file);
    } catch (IOException e) {
      throw new EdvrException(Category.OUTPUT, "%s: can't be written: %s".formatted(file, e), e);
    }
  }

  /** What makes other frames now, a phrase for each fact; empty where all frames are the same. */
  List<String> differences(Map<String, String> now) {
    Set<String> names = new LinkedHashSet<>(facts.keySet());
    names.addAll(now.keySet());
    List<String> differences = new ArrayList<>();
    for (String name : names) {
      String before = facts.getOrDefault(name, "unknown");
      String after = now.getOrDefault(name, "unknown");
      if (!before.equals(after)) {
        differences.add("%s was %s and is %s".formatted(name, before, after));
      }
    }
    return differences;
  }
}
