package io.github.edvr4j.train.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.edvr4j.train.loop.ParameterGroup.Part;
import io.github.edvr4j.train.options.AdamOptions;
import io.github.edvr4j.train.torch.Tensors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * One step of Adam (Kingma and Ba, 2015, algorithm 1) and of the running average in float64, from
 * the gradient that a group has.
 */
final class ExactStep {

  /** More than the dozen roundings, of 2^-24 each, that a step in float32 has, fused or not. */
  private static final double ROUNDINGS = 0x1p-20;

  private final ParameterGroup group;
  private final float[] values;
  private final float[] gradient;
  private final float[] mean;
  private final float[] square;
  private final float[] average;

  /** To be made before the step is taken. */
  ExactStep(ParameterGroup group) {
    this.group = group;
    this.values = copy(group.all(Part.VALUES));
    this.gradient = copy(group.gradients());
    this.mean = copy(group.all(Part.MEAN));
    this.square = copy(group.all(Part.SQUARE));
    this.average = copy(group.all(Part.AVERAGE));
  }

  private static float[] copy(Tensor tensor) {
    try (PointerScope _ = new PointerScope()) {
      return Tensors.values(tensor);
    }
  }

  /** The step that was taken since is this one, but for float32's roundings. */
  void check(AdamOptions adam, double rate, double decay) {
    float[] stepped = copy(group.all(Part.VALUES));
    float[] averaged = copy(group.all(Part.AVERAGE));
    double step = (double) group.steps();
    double meanCorrection = 1 - Math.pow(adam.beta1(), step);
    double squareCorrection = 1 - Math.pow(adam.beta2(), step);
    double worst = 0;
    for (int i = 0; i < values.length; i++) {
      double expected = values[i];
      double allowed = 0;
      if (!group.frozen()) {
        double g = gradient[i];
        double kept = adam.beta1() * mean[i];
        double added = (1 - adam.beta1()) * g;
        double spread = adam.beta2() * square[i] + (1 - adam.beta2()) * g * g;
        double factor =
            rate / meanCorrection / (Math.sqrt(spread / squareCorrection) + adam.epsilon());
        expected -= factor * (kept + added);
        allowed =
            ROUNDINGS * factor * (Math.abs(kept) + Math.abs(added)) + Math.ulp((float) expected);
      }
      double stays = decay * average[i];
      double comes = (1 - decay) * stepped[i];
      worst = Math.max(worst, share(Math.abs(stepped[i] - expected), allowed));
      worst =
          Math.max(
              worst,
              share(
                  Math.abs(averaged[i] - (stays + comes)),
                  ROUNDINGS * (Math.abs(stays) + Math.abs(comes))));
    }
    assertThat(worst).as("%s, error over what roundings explain", group.kind()).isLessThan(1);
  }

  private static double share(double error, double allowed) {
    return error == 0 ? 0 : error / allowed;
  }
}
