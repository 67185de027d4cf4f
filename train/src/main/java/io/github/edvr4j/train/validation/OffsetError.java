package io.github.edvr4j.train.validation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How far one layer of the alignment is from the motion, where that is known.
 *
 * @param layer such as "Level 1", or "Cascade", which has nothing left to move
 * @param places where the motion is known
 * @param error mean |offset - motion| over these, in pixels of the layer's level; the offset is the
 *     mean over taps and groups weighted by the mask
 * @param motion mean |motion| over these, in pixels of the layer's level; 0 for the cascade
 */
public record OffsetError(String layer, long places, double error, double motion) {

  /** The error as a share of the motion: 0 where all is aligned, 1 where nothing is moved. */
  public OptionalDouble relative() {
    return motion > 0 ? OptionalDouble.of(error / motion) : OptionalDouble.empty();
  }

  /** The errors over all places of several clips, layer by layer. */
  static List<OffsetError> over(List<OffsetError> clips) {
    Map<String, List<OffsetError>> layers = new LinkedHashMap<>();
    clips.forEach(one -> layers.computeIfAbsent(one.layer(), _ -> new ArrayList<>()).add(one));
    return layers.values().stream().map(OffsetError::joined).toList();
  }

  private static OffsetError joined(List<OffsetError> layer) {
    long places = 0;
    double error = 0;
    double motion = 0;
    for (OffsetError one : layer) {
      places += one.places;
      error += one.places * one.error;
      motion += one.places * one.motion;
    }
    long least = Math.max(places, 1);
    return new OffsetError(layer.getFirst().layer(), places, error / least, motion / least);
  }
}
