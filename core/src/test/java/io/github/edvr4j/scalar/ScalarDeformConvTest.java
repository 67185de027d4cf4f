package io.github.edvr4j.scalar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.edvr4j.ops.DeformConv2d;
import io.github.edvr4j.ops.Kernel2d;
import io.github.edvr4j.tensor.Shape;
import io.github.edvr4j.tensor.Tensor;
import io.github.edvr4j.tensor.Tensors;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The gradients are what the forward direction says they are. */
class ScalarDeformConvTest {

  /** Moves no sample across a whole number: all are at least 0.15 away from the next. */
  private static final float STEP = 1 / 64f;

  /** A layer, what enters it, and a gradient of what leaves it. */
  private record Case(
      DeformConv2d layer,
      Tensor x,
      Tensor offset,
      Optional<Tensor> mask,
      float[] weight,
      Optional<float[]> bias,
      Tensor gradient) {

    static Case of(DeformConv2d layer, int n, boolean masked) {
      Random random = new Random(layer.in());
      Tensor x = Tensors.random(random, new Shape(n, layer.in(), 5, 6));
      Shape output = layer.plain().output(x.shape());
      Tensor offset = Tensor.zeros(output.withChannels(layer.offsetChannels()));
      for (int i = 0; i < offset.data().length; i++) {
        offset.data()[i] = random.nextInt(5) - 2 + 0.15f + 0.7f * random.nextFloat();
      }
      return new Case(
          layer,
          x,
          offset,
          masked
              ? Optional.of(Tensors.random(random, output.withChannels(layer.maskChannels())))
              : Optional.empty(),
          Tensors.random(random, layer.plain().weightShape()).data(),
          layer.bias()
              ? Optional.of(Tensors.random(random, Shape.of(layer.out(), 1, 1)).data())
              : Optional.empty(),
          Tensors.random(random, output));
    }

    ScalarDeformConv conv() {
      return new ScalarDeformConv(layer, weight, bias);
    }

    /** The function whose gradients are asked for: output times gradient, summed. */
    double loss() {
      Tensor y = conv().forward(x, offset, mask);
      double sum = 0;
      for (int i = 0; i < y.data().length; i++) {
        sum += (double) y.data()[i] * gradient.data()[i];
      }
      return sum;
    }
  }

  static List<Case> cases() {
    return List.of(
        Case.of(DeformConv2d.of("dcn", 4, 3, 2), 1, true),
        Case.of(new DeformConv2d("dcn", 2, 2, Kernel2d.strided(3, 2), 2, 1, false), 2, false),
        Case.of(
            new DeformConv2d("dcn", 6, 4, new Kernel2d(2, 3, 2, 1, 1, 2, 1, 2), 2, 3, true),
            1,
            true));
  }

  /**
   * Every function of one variable is linear here (bilinear sampling between whole numbers is), so
   * central differences are exact but for rounding the output to float: about 100 values of up to
   * 20, over twice the step.
   */
  @ParameterizedTest
  @MethodSource("cases")
  void gradientsAreDifferenceQuotients(Case c) {
    ScalarDeformConv.Gradients gradients =
        c.conv().backward(c.x(), c.offset(), c.mask(), c.gradient());
    check(c, "input", c.x().data(), gradients.input());
    check(c, "offset", c.offset().data(), gradients.offset());
    check(c, "weight", c.weight(), gradients.weight());
    assertThat(gradients.mask().isPresent()).isEqualTo(c.mask().isPresent());
    c.mask().ifPresent(m -> check(c, "mask", m.data(), gradients.mask().orElseThrow()));
    assertThat(gradients.bias().isPresent()).isEqualTo(c.layer().bias());
    c.bias().ifPresent(b -> check(c, "bias", b, gradients.bias().orElseThrow()));
  }

  private static void check(Case c, String what, float[] variables, Tensor gradient) {
    assertThat(gradient.data()).hasSameSizeAs(variables);
    double largest = 0;
    for (int i = 0; i < variables.length; i++) {
      float value = variables[i];
      variables[i] = value + STEP;
      double plus = variables[i];
      double above = c.loss();
      variables[i] = value - STEP;
      double minus = variables[i];
      double below = c.loss();
      variables[i] = value;
      double quotient = (above - below) / (plus - minus);
      assertThat((double) gradient.data()[i])
          .as("%s %d", what, i)
          .isCloseTo(quotient, within(3e-3));
      largest = Math.max(largest, Math.abs(quotient));
    }
    assertThat(largest).as(what).isGreaterThan(1);
  }

  @Test
  void refusesAGradientOfAnotherShape() {
    Case c = cases().getFirst();
    Tensor narrower = Tensor.zeros(c.gradient().shape().withSize(5, 5));
    assertThatThrownBy(() -> c.conv().backward(c.x(), c.offset(), c.mask(), narrower))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the output's gradient must be 1x3x5x6, got 1x3x5x5");
  }
}
