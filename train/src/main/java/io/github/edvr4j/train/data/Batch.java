package io.github.edvr4j.train.data;

import io.github.edvr4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Samples that one step learns from.
 *
 * @param low the windows' frames in time order, each (B, 3, h, w), RGB in [0, 1]
 * @param high the centre frames as they should look, (B, 3, H, W), RGB in [0, 1]
 * @param motion from the centre frames to the frames of each place in the windows, (B, 2, h, w)
 */
public record Batch(List<Tensor> low, Tensor high, List<Motion> motion) {

  public Batch {
    low = List.copyOf(low);
    motion = List.copyOf(motion);
  }

  /**
   * The samples one after another.
   *
   * @param samples at least one, all of one size
   */
  public static Batch of(List<Sample> samples) {
    List<Tensor> low = new ArrayList<>();
    List<Motion> motion = new ArrayList<>();
    for (int t = 0; t < samples.getFirst().low().size(); t++) {
      int frame = t;
      low.add(batch(samples.stream().map(sample -> sample.low().get(frame)).toList()));
      motion.add(Motion.batch(samples.stream().map(sample -> sample.motion().get(frame)).toList()));
    }
    return new Batch(low, batch(samples.stream().map(Sample::high).toList()), motion);
  }

  private static Tensor batch(List<Tensor> items) {
    return Tensor.batch(items.toArray(Tensor[]::new));
  }
}
