package io.github.edvr4j.kernel;

import java.util.Random;

/** Seeded test data. */
final class RandomFloats {

  private RandomFloats() {}

  /** Normally distributed values. */
  static float[] of(Random random, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** An image in the middle of an array, with up to three unused channels behind each pixel. */
  static Image image(Random random, int h, int w, int c) {
    int stride = c + random.nextInt(4);
    int offset = random.nextInt(5);
    return new Image(of(random, offset + h * w * stride), offset, h, w, c, stride);
  }

  static int pick(Random random, int... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
