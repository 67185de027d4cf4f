package io.github.edvr4j.metrics;

import java.util.Arrays;

/**
 * One channel of a picture, in the range 0 to 255.
 *
 * @param values {@code height * width} values, row by row
 */
record Plane(int height, int width, double[] values) {

  /** What a value is made from. */
  @FunctionalInterface
  interface Pixel {
    double at(int y, int x);
  }

  /**
   * A plane without the outer rows and columns of a picture.
   *
   * @param border rows and columns left out on each side
   * @throws IllegalArgumentException if nothing would be left
   */
  static Plane inside(Rgb8 picture, int border, Pixel pixel) {
    int height = picture.height() - 2 * border;
    int width = picture.width() - 2 * border;
    if (border < 0 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "a border of %d can't be cropped from %s".formatted(border, picture));
    }
    return filled(height, width, (y, x) -> pixel.at(y + border, x + border));
  }

  static Plane filled(int height, int width, Pixel pixel) {
    double[] values = new double[height * width];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        values[y * width + x] = pixel.at(y, x);
      }
    }
    return new Plane(height, width, values);
  }

  /** Some of the rows, copied. */
  Plane rows(int from, int to) {
    return new Plane(to - from, width, Arrays.copyOfRange(values, from * width, to * width));
  }

  double at(int y, int x) {
    return values[y * width + x];
  }
}
