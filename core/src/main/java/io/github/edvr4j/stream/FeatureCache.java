package io.github.edvr4j.stream;

import io.github.edvr4j.engine.EdvrStages;
import io.github.edvr4j.engine.FrameFeatures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The features of the frames of a window, each computed when it is first asked for. */
final class FeatureCache {

  private final EdvrStages stages;
  private final int capacity;
  private final SequencedMap<Integer, FrameFeatures> kept =
      new TreeMap<>(Comparator.naturalOrder());
  private final List<FrameFeatures> free = new ArrayList<>();

  FeatureCache(EdvrStages stages) {
    this.stages = stages;
    capacity = stages.config().frames();
  }

  /**
   * @param number of the frame; windows move forward, so the smallest goes when there are too many
   * @param frame gives (H, W, 3)
   */
  FrameFeatures of(int number, Supplier<float[]> frame) {
    FrameFeatures known = kept.get(number);
    if (known != null) {
      return known;
    }
    if (kept.size() == capacity) {
      free.add(kept.pollFirstEntry().getValue());
    }
    FrameFeatures memory = free.isEmpty() ? stages.allocate() : free.removeLast();
    stages.features(frame.get(), memory);
    kept.put(number, memory);
    return memory;
  }

  /** Forgets all frames and keeps their memory. */
  void clear() {
    free.addAll(kept.values());
    kept.clear();
  }
}
