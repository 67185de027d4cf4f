package io.github.edvr4j.report;

import java.util.Arrays;
import java.util.Locale;

/** Ends of scales that are read easily. */
final class Scale {

  private static final double LARGEST = 1e9;

  private Scale() {}

  /** The value below which this share of the values lies. */
  static double quantile(float[] values, double share) {
    float[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.min(sorted.length - 1, share * sorted.length)];
  }

  /**
   * The next 1, 2 or 5 times a power of ten; never below a thousandth nor above a billion, whatever
   * a network gone astray computes.
   */
  static double roundedUp(double value) {
    double power = 0.001;
    while (power < LARGEST) {
      for (int digit : new int[] {1, 2, 5}) {
        // A product that is off in its last bit must not cost a step.
        if (value <= digit * power * (1 + 1e-6)) {
          return digit * power;
        }
      }
      power *= 10;
    }
    return LARGEST;
  }

  /** With as many digits as tell something. */
  static String text(double value) {
    String text = String.format(Locale.ROOT, value < 0.1 ? "%.3f" : "%.2f", value);
    return text.replaceFirst("\\.?0+$", "");
  }
}
