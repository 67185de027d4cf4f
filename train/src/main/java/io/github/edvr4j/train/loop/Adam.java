package io.github.edvr4j.train.loop;

import io.github.edvr4j.train.loop.ParameterGroup.Part;
import io.github.edvr4j.train.options.AdamOptions;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * The optimiser (Kingma and Ba, 2015), in the order of operations of {@code torch.optim.Adam}.
 *
 * @param options decay rates and the like; its learning rate is not used
 */
record Adam(AdamOptions options) {

  /** Changes a group's values along its gradients. */
  void step(ParameterGroup group, double rate) {
    try (PointerScope _ = new PointerScope()) {
      long step = group.steps() + 1;
      group.steps(step);
      Tensor values = group.all(Part.VALUES);
      Tensor gradient = group.gradients();
      if (options.weightDecay() != 0) {
        gradient = gradient.add(values, new Scalar(options.weightDecay()));
      }
      Tensor mean = group.all(Part.MEAN);
      Tensor square = group.all(Part.SQUARE);
      mean.mul_(new Scalar(options.beta1())).add_(gradient, new Scalar(1 - options.beta1()));
      square
          .mul_(new Scalar(options.beta2()))
          .addcmul_(gradient, gradient, new Scalar(1 - options.beta2()));

      double meanCorrection = 1 - Math.pow(options.beta1(), step);
      double squareCorrection = 1 - Math.pow(options.beta2(), step);
      Tensor length =
          square
              .sqrt()
              .div_(new Scalar(Math.sqrt(squareCorrection)))
              .add_(new Scalar(options.epsilon()));
      values.addcdiv_(mean, length, new Scalar(-rate / meanCorrection));
    }
  }
}
