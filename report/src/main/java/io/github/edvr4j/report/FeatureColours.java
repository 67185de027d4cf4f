package io.github.edvr4j.report;

import io.github.edvr4j.alignment.Field;

/**
 * Features as a picture: red, green and blue are the three directions in which one frame's features
 * vary most (principal components), found in the reference and used for all that is compared with
 * it, so that equal colours are equal features.
 */
final class FeatureColours {

  private static final int COMPONENTS = 3;

  /** Enough for components whose shares differ by a few percent. */
  private static final int ITERATIONS = 60;

  /** Standard deviations from the middle grey to black and white. */
  private static final double RANGE = 2;

  private final double[] mean;
  private final double[][] directions = new double[COMPONENTS][];
  private final double[] deviations = new double[COMPONENTS];

  private FeatureColours(double[] mean) {
    this.mean = mean;
  }

  /** The colours that tell this frame's features apart best. */
  static FeatureColours of(Field reference) {
    FeatureColours colours = new FeatureColours(mean(reference));
    double[][] covariance = covariance(reference, colours.mean);
    for (int i = 0; i < COMPONENTS; i++) {
      double[] direction = strongest(covariance);
      double variance = dot(direction, product(covariance, direction));
      colours.directions[i] = direction;
      colours.deviations[i] = Math.sqrt(Math.max(variance, 1e-12));
      for (int r = 0; r < direction.length; r++) {
        for (int c = 0; c < direction.length; c++) {
          covariance[r][c] -= variance * direction[r] * direction[c];
        }
      }
    }
    return colours;
  }

  /** Three channels, 0 to 1. */
  Field picture(Field features) {
    Field picture = Field.zeros(features.height(), features.width(), COMPONENTS);
    for (int i = 0; i < features.pixels(); i++) {
      for (int component = 0; component < COMPONENTS; component++) {
        double value = 0;
        for (int c = 0; c < features.channels(); c++) {
          value +=
              directions[component][c] * (features.values()[i * features.channels() + c] - mean[c]);
        }
        picture.values()[i * COMPONENTS + component] =
            (float) (0.5 + value / (2 * RANGE * deviations[component]));
      }
    }
    return picture;
  }

  private static double[] mean(Field features) {
    double[] mean = new double[features.channels()];
    for (int i = 0; i < features.values().length; i++) {
      mean[i % mean.length] += features.values()[i];
    }
    for (int c = 0; c < mean.length; c++) {
      mean[c] /= features.pixels();
    }
    return mean;
  }

  private static double[][] covariance(Field features, double[] mean) {
    int channels = mean.length;
    double[][] covariance = new double[channels][channels];
    double[] difference = new double[channels];
    for (int i = 0; i < features.pixels(); i++) {
      for (int c = 0; c < channels; c++) {
        difference[c] = features.values()[i * channels + c] - mean[c];
      }
      for (int r = 0; r < channels; r++) {
        for (int c = 0; c < channels; c++) {
          covariance[r][c] += difference[r] * difference[c] / features.pixels();
        }
      }
    }
    return covariance;
  }

  /**
   * By power iteration; its largest entry is positive, so that the colours don't depend on luck.
   */
  private static double[] strongest(double[][] matrix) {
    double[] direction = new double[matrix.length];
    for (int i = 0; i < direction.length; i++) {
      direction[i] = 1 + 0.1 * i;
    }
    for (int i = 0; i < ITERATIONS; i++) {
      direction = unit(product(matrix, direction));
    }
    int largest = 0;
    for (int i = 1; i < direction.length; i++) {
      largest = Math.abs(direction[i]) > Math.abs(direction[largest]) ? i : largest;
    }
    if (direction[largest] < 0) {
      for (int i = 0; i < direction.length; i++) {
        direction[i] = -direction[i];
      }
    }
    return direction;
  }

  private static double[] product(double[][] matrix, double[] vector) {
    double[] result = new double[vector.length];
    for (int r = 0; r < result.length; r++) {
      result[r] = dot(matrix[r], vector);
    }
    return result;
  }

  private static double[] unit(double[] vector) {
    double length = Math.sqrt(dot(vector, vector));
    double[] unit = vector.clone();
    for (int i = 0; i < unit.length && length > 0; i++) {
      unit[i] /= length;
    }
    return unit;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
