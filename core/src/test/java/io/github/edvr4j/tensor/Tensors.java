package io.github.edvr4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;

/** Random tensors, and how far two are apart. */
public final class Tensors {

  private Tensors() {}

  /** Normally distributed values. */
  public static Tensor random(Random random, Shape shape) {
    Tensor x = Tensor.zeros(shape);
    for (int i = 0; i < x.data().length; i++) {
      x.data()[i] = (float) random.nextGaussian();
    }
    return x;
  }

  /** One random tensor for each shape. */
  public static List<Tensor> random(Random random, List<Shape> shapes) {
    return shapes.stream().map(shape -> random(random, shape)).toList();
  }

  /** The largest difference over max(1, largest expected value); NaN only equals NaN. */
  public static double distance(float[] actual, float[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    double range = 1;
    double max = 0;
    for (int i = 0; i < expected.length; i++) {
      boolean same = actual[i] == expected[i] || Float.isNaN(actual[i]) && Float.isNaN(expected[i]);
      if (!same) {
        double difference = Math.abs((double) actual[i] - expected[i]);
        max = Math.max(max, Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference);
      }
      if (Float.isFinite(expected[i])) {
        range = Math.max(range, Math.abs(expected[i]));
      }
    }
    return max / range;
  }

  public static void assertClose(String what, Tensor actual, Tensor expected, double tolerance) {
    assertThat(actual.shape()).as(what).isEqualTo(expected.shape());
    assertThat(distance(actual.data(), expected.data())).as(what).isLessThanOrEqualTo(tolerance);
  }

  public static void assertClose(
      String what, List<Tensor> actual, List<Tensor> expected, double tolerance) {
    assertThat(actual).as(what).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertClose(what + ", output " + i, actual.get(i), expected.get(i), tolerance);
    }
  }
}
