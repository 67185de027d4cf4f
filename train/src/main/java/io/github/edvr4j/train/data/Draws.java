package io.github.edvr4j.train.data;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Random numbers that depend on nothing but the numbers given. */
final class Draws {

  private Draws() {}

  /**
   * @param seed of the training
   * @param index of the sample
   * @param attempt how many attempts at this sample have failed
   */
  static RandomGenerator of(long seed, long index, int attempt) {
    // Each number is scattered over all bits before the next is added; sums of plain ones would let
    // sample 8 of seed 1 be sample 7 of seed 2.
    long sample = new SplittableRandom(new SplittableRandom(seed).nextLong() + index).nextLong();
    return new SplittableRandom(sample + attempt);
  }

  /** One of the values, each as likely as any other. */
  static <T> T oneOf(List<T> values, RandomGenerator random) {
    return values.get(random.nextInt(values.size()));
  }

  /** A number from {@code low} to {@code high}, both included should they be equal. */
  static double between(double low, double high, RandomGenerator random) {
    return low + (high - low) * random.nextDouble();
  }
}
