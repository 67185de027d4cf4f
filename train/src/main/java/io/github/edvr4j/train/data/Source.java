package io.github.edvr4j.train.data;

import java.util.List;

/**
 * Clips of one kind, and how much of a training comes from them.
 *
 * @param clips at least one
 * @param weight how often a sample is cut from these clips, beside the other sources' weights;
 *     above 0
 * @param photographs whether every clip is a single picture, over which a camera has to be moved
 */
public record Source(List<ClipPair> clips, double weight, boolean photographs) {

  /**
   * @throws IllegalArgumentException if there is no clip, or the weight is none
   */
  public Source {
    clips = List.copyOf(clips);
    if (clips.isEmpty() || !(weight > 0) || Double.isInfinite(weight)) {
      throw new IllegalArgumentException(
          "no source: %d clips with weight %s".formatted(clips.size(), weight));
    }
  }
}
