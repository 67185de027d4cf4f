package io.github.edvr4j.train.data;

import io.github.edvr4j.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** What kinds of noise have in common. */
interface Noise {

  /**
   * The noise of one value.
   *
   * @param value without noise, 0 to 1; of all three channels their mean, if they share it
   * @param deviate drawn from a normal distribution of variance 1
   */
  double of(double value, double deviate);

  /**
   * Frames with noise of their own.
   *
   * @param same whether the channels of a pixel get the same
   */
  static List<Tensor> added(
      List<Tensor> frames, boolean same, Noise noise, RandomGenerator random) {
    return frames.stream()
        .map(frame -> added(frame, same, noise, new SplittableRandom(random.nextLong())))
        .toList();
  }

  private static Tensor added(Tensor frame, boolean same, Noise noise, RandomGenerator random) {
    float[] values = Arrays.copyOf(frame.data(), frame.data().length);
    int plane = frame.shape().plane();
    if (same) {
      for (int i = 0; i < plane; i++) {
        double mean = (values[i] + values[plane + i] + values[2 * plane + i]) / 3;
        float one = (float) noise.of(mean, random.nextGaussian());
        for (int c = 0; c < 3; c++) {
          values[c * plane + i] += one;
        }
      }
    } else {
      for (int i = 0; i < values.length; i++) {
        values[i] += (float) noise.of(values[i], random.nextGaussian());
      }
    }
    return new Tensor(frame.shape(), values);
  }
}
