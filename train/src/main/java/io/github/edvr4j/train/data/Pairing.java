package io.github.edvr4j.train.data;

import io.github.edvr4j.train.options.Section;
import java.util.ArrayList;
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

  /** A clip without another half is left out, and is a fault. */
  static List<StoredPair> pairs(
      Section section, List<Stored> high, List<Stored> low, Faults faults) {
    if (high.size() == 1 && low.size() == 1) {
      return List.of(new StoredPair(high.getFirst(), Optional.of(low.getFirst())));
    }
    Map<String, Stored> byName = new HashMap<>();
    low.forEach(clip -> byName.put(FileKinds.stem(clip.name()), clip));
    List<StoredPair> pairs = new ArrayList<>();
    for (Stored clip : high) {
      Optional<Stored> other = Optional.ofNullable(byName.get(FileKinds.stem(clip.name())));
      if (other.isPresent()) {
        pairs.add(new StoredPair(clip, other));
      } else {
        faults.add(
            section, "dataroot_lq", "there is no %s, which dataroot_gt has".formatted(clip.name()));
      }
    }
    return pairs;
  }
}
