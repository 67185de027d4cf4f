package io.github.edvr4j.goldens;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.edvr4j.ops.Weights;
import io.github.edvr4j.scalar.ScalarOps;
import io.github.edvr4j.tensor.Tensor;
import java.util.List;

/** The specification: within ten times the distance of float32 from float64. */
public final class ScalarInterpreter implements Interpreter {

  @Override
  public Tensor run(Network network, Weights weights, List<Tensor> inputs) {
    return network.apply(new ScalarOps(weights), inputs);
  }

  @Override
  public void compare(String what, float[] actual, float[] expected, double error) {
    assertThat(actual).as(what).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) Math.abs(actual[i] - expected[i]))
          .as("%s, value %d: %s instead of %s", what, i, actual[i], expected[i])
          .isLessThanOrEqualTo(10 * error);
    }
  }
}
