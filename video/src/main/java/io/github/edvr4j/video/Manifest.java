package io.github.edvr4j.video;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * What the pieces of an unfinished output were made of and with, and what joining segments needs to
 * know.
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

  /** What makes other frames now, a phrase for each fact; empty where all frames are the same. */
  List<String> differences(Map<String, String> now) {
    return differences(facts, now);
  }

  static List<String> differences(SequencedMap<String, String> facts, Map<String, String> now) {
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
