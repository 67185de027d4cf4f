package io.github.edvr4j.bench;

import java.util.Arrays;
import java.util.Locale;

/** Median and range of what was measured several times. */
public record Spread(double least, double median, double most) {

  /**
   * @param values at least one
   */
  public static Spread of(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(sorted[0], median, sorted[sorted.length - 1]);
  }

  /** Such as "0.412 (0.405–0.431)". */
  public String text(int digits) {
    return String.format(
        Locale.ROOT, "%.{d}f (%.{d}f–%.{d}f)".replace("{d}", "" + digits), median, least, most);
  }
}
