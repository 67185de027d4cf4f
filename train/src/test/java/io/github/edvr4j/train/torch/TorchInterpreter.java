package io.github.edvr4j.train.torch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.edvr4j.goldens.Interpreter;
import io.github.edvr4j.ops.Weights;
import io.github.edvr4j.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;

/** libtorch: within ten times the distance of float32 from float64, or 2e-6 of the largest. */
final class TorchInterpreter implements Interpreter {

  @Override
  public Tensor run(Network network, Weights weights, List<Tensor> inputs) {
    try (PointerScope _ = new PointerScope()) {
      return Tensors.image(
          new Pass(weights).apply(network, inputs.stream().map(Pass::leaf).toList()));
    }
  }

  /** One pass over a network whose parameters are leaves. */
  static final class Pass {

    private final Map<String, org.bytedeco.pytorch.Tensor> leaves = new LinkedHashMap<>();
    private final Weights weights;

    Pass(Weights weights) {
      this.weights = weights;
    }

    org.bytedeco.pytorch.Tensor apply(Network network, List<org.bytedeco.pytorch.Tensor> inputs) {
      return network.apply(new TorchOps(this::parameter, (name, x) -> x), inputs);
    }

    private org.bytedeco.pytorch.Tensor parameter(String name, long... extents) {
      return leaves.computeIfAbsent(
          name,
          _ -> {
            int elements = 1;
            for (long extent : extents) {
              elements *= (int) extent;
            }
            return Tensors.of(weights.get(name, elements), TorchDevice.CPU, extents)
                .requires_grad_(true);
          });
    }

    Map<String, org.bytedeco.pytorch.Tensor> parameters() {
      return leaves;
    }

    static org.bytedeco.pytorch.Tensor leaf(Tensor values) {
      return Tensors.of(values, TorchDevice.CPU).requires_grad_(true);
    }
  }

  @Override
  public void compare(String what, float[] actual, float[] expected, double error) {
    float largest = 0;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    double allowed = Math.max(10 * error, 2e-6 * largest);
    assertThat(actual).as(what).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) Math.abs(actual[i] - expected[i]))
          .as("%s, value %d: %s instead of %s", what, i, actual[i], expected[i])
          .isLessThanOrEqualTo(allowed);
    }
  }
}
