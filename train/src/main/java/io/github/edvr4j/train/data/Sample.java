package io.github.edvr4j.train.data;

import io.github.edvr4j.tensor.Tensor;
import java.util.List;

/**
 * One example of what the network shall do.
 *
 * @param low the frames of a window in time order, each (1, 3, h, w), RGB in [0, 1]
 * @param high the centre frame as it should look, (1, 3, H, W), RGB in [0, 1]
 * @param motion from the centre frame to each frame of the window, (1, 2, h, w)
 */
public record Sample(List<Tensor> low, Tensor high, List<Motion> motion) {

  /**
   * @throws IllegalArgumentException if there are not as many motions as frames
   */
  public Sample {
    low = List.copyOf(low);
    motion = List.copyOf(motion);
    if (motion.size() != low.size()) {
      throw new IllegalArgumentException(
          "%d motions of %d frames".formatted(motion.size(), low.size()));
    }
  }

  /** An example of which no motion is known. */
  public Sample(List<Tensor> low, Tensor high) {
    this(
        low,
        high,
        low.stream().map(frame -> Motion.unknown(frame.shape().h(), frame.shape().w())).toList());
  }
}
