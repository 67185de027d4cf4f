package io.github.edvr4j.train.data;

import io.github.edvr4j.train.options.Section;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Brings together what is the same clip in two sizes: what has the same path below its root. */
final class Pairing {

  private Pairing() {}

  static List<StoredPair> alone(List<Stored> high) {
    return high.stream().map(clip -> new StoredPair(clip, Optional.empty())).toList();
  }

  /**
   * @throws io.github.edvr4j.EdvrException (USAGE) if a clip has no other half
   */
  static List<StoredPair> pairs(Section section, List<Stored> high, List<Stored> low) {
    if (high.size() == 1 && low.size() == 1) {
      return List.of(new StoredPair(high.getFirst(), Optional.of(low.getFirst())));
    }
    Map<String, Stored> byName = new HashMap<>();
    low.forEach(clip -> byName.put(FileKinds.stem(clip.name()), clip));
    return high.stream()
        .map(
            clip ->
                new StoredPair(
                    clip,
                    Optional.of(
                        Optional.ofNullable(byName.get(FileKinds.stem(clip.name())))
                            .orElseThrow(
                                () ->
                                    section.invalid(
                                        "dataroot_lq",
                                        "there is no %s, which dataroot_gt has"
                                            .formatted(clip.name()))))))
        .toList();
  }
}
