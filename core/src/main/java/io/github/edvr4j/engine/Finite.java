package io.github.edvr4j.engine;

import java.util.List;

/** Whether numbers are finite: neither NaN nor infinite. */
public final class Finite {

  private static final int MAGNITUDE = Integer.MAX_VALUE;
  private static final int INFINITY = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);

  private Finite() {}

  /** Whether all are. */
  public static boolean all(float[] values) {
    // Without its sign, a number's bits are the larger the larger it is; beyond infinity lies NaN.
    // The compiler takes a maximum of ints in vectors, which it may not do to a sum of floats.
    int largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Float.floatToRawIntBits(value) & MAGNITUDE);
    }
    return largest < INFINITY;
  }

  static boolean all(List<float[]> values) {
    return values.stream().allMatch(Finite::all);
  }
}
