package io.github.edvr4j.train.loop;

import io.github.edvr4j.train.loop.ParameterGroup.Part;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;

/**
 * The running average of the weights, which restores better than the weights of any one step
 * (BasicSR {@code base_model.model_ema}).
 *
 * @param decay share that stays at each step
 */
record Average(double decay) {

  /** Moves a group's average towards its values. */
  void update(ParameterGroup group) {
    try (PointerScope _ = new PointerScope()) {
      group
          .all(Part.AVERAGE)
          .mul_(new Scalar(decay))
          .add_(group.all(Part.VALUES), new Scalar(1 - decay));
    }
  }
}
