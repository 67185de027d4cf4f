package io.github.edvr4j.bench;

import java.util.Random;

/** Data for the benchmarks. */
public final class RandomValues {

  private RandomValues() {}

  /** Normally distributed values. */
  public static float[] of(Random random, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
