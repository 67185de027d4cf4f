package io.github.edvr4j.alignment;

import java.util.Arrays;

/**
 * A displacement for every pixel: to the right and downward, in pixels.
 *
 * @param height rows
 * @param width columns
 * @param dx {@code height * width} values, positive to the right
 * @param dy {@code height * width} values, positive downward
 */
public record Flow(int height, int width, float[] dx, float[] dy) {

  /**
   * @throws IllegalArgumentException if there are not as many values
   */
  public Flow {
    if (dx.length != height * width || dy.length != height * width) {
      throw new IllegalArgumentException(
          "a flow of %dx%d has other values".formatted(width, height));
    }
  }

  /** Nothing is displaced. */
  public static Flow zeros(int height, int width) {
    return new Flow(height, width, new float[height * width], new float[height * width]);
  }

  /** How far every pixel is displaced. */
  public float[] lengths() {
    float[] lengths = new float[dx.length];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = (float) Math.hypot(dx[i], dy[i]);
    }
    return lengths;
  }

  /** The same in pixels that are {@code 1/k} as large. */
  public Flow times(float k) {
    Flow scaled = zeros(height, width);
    for (int i = 0; i < dx.length; i++) {
      scaled.dx[i] = dx[i] * k;
      scaled.dy[i] = dy[i] * k;
    }
    return scaled;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Flow that
        && height == that.height
        && width == that.width
        && Arrays.equals(dx, that.dx)
        && Arrays.equals(dy, that.dy);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * (31 * height + width) + Arrays.hashCode(dx)) + Arrays.hashCode(dy);
  }

  @Override
  public String toString() {
    return "Flow[" + width + "x" + height + "]";
  }
}
