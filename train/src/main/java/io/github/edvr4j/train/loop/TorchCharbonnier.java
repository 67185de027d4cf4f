package io.github.edvr4j.train.loop;

import io.github.edvr4j.scalar.Charbonnier.Reduction;
import io.github.edvr4j.train.options.LossOptions;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** {@link io.github.edvr4j.scalar.Charbonnier} on libtorch, whose tape knows its gradient. */
record TorchCharbonnier(LossOptions options) {

  /**
   * @param restored (B, 3, H, W)
   * @param target of the same shape
   * @return the loss, on the tape
   */
  Tensor of(Tensor restored, Tensor target) {
    Tensor distance =
        restored.sub(target).pow(new Scalar(2)).add(new Scalar(options.charbonnier().eps())).sqrt();
    Tensor loss =
        options.charbonnier().reduction() == Reduction.SUM ? distance.sum() : distance.mean();
    return options.weight() == 1 ? loss : loss.mul(new Scalar(options.weight()));
  }

  /** What a loss for each value comes to beside this one: the way back of {@link #perValue}. */
  double total(double perValue, long values) {
    double all = options.charbonnier().reduction() == Reduction.SUM ? perValue * values : perValue;
    return options.weight() == 0 ? all : all * options.weight();
  }

  /**
   * What the loss comes to for each value of the output, whatever the reduction and weight.
   *
   * @param loss as {@link #of} gives it
   * @param values of the output
   */
  double perValue(double loss, long values) {
    double unweighted = options.weight() == 0 ? 0 : loss / options.weight();
    return options.charbonnier().reduction() == Reduction.SUM ? unweighted / values : unweighted;
  }
}
