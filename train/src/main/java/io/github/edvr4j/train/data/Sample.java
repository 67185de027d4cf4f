package io.github.edvr4j.train.data;

import io.github.edvr4j.tensor.Tensor;
import java.util.List;

/**
 * One example of what the network shall do.
 *
 * @param low the frames of a window in time order, each (1, 3, h, w), RGB in [0, 1]
 * @param high the centre frame as it should look, (1, 3, H, W), RGB in [0, 1]
 */
public record Sample(List<Tensor> low, Tensor high) {

  public Sample {
    low = List.copyOf(low);
  }
}
