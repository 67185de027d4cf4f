package io.github.edvr4j.alignment;

import io.github.edvr4j.tensor.Shape;
import java.util.Arrays;

/**
 * Values over a picture, such as features or offsets, channels last as the engine computes them.
 *
 * @param height rows
 * @param width columns
 * @param channels values of a pixel
 * @param values {@code height * width * channels} of them, (H, W, C)
 */
public record Field(int height, int width, int channels, float[] values) {

  /**
   * @throws IllegalArgumentException if there are not as many values
   */
  public Field {
    if (values.length != height * width * channels) {
      throw new IllegalArgumentException(
          "%d values are no field of %dx%dx%d".formatted(values.length, height, width, channels));
    }
  }

  /** Nothing but zeros, with the rows, columns and channels of a shape. */
  public static Field zeros(Shape shape) {
    return zeros(shape.h(), shape.w(), shape.c());
  }

  /** Nothing but zeros. */
  public static Field zeros(int height, int width, int channels) {
    return new Field(height, width, channels, new float[height * width * channels]);
  }

  /** (1, C, H, W). */
  public Shape shape() {
    return Shape.of(channels, height, width);
  }

  /** Rows times columns. */
  public int pixels() {
    return height * width;
  }

  /** One value. */
  public float at(int y, int x, int channel) {
    return values[(y * width + x) * channels + channel];
  }

  /** Changes one value. */
  public void set(int y, int x, int channel, float value) {
    values[(y * width + x) * channels + channel] = value;
  }

  /** The mean of the absolute values. */
  public double meanAbs() {
    double sum = 0;
    for (float value : values) {
      sum += Math.abs(value);
    }
    return sum / values.length;
  }

  /** The mean of all values. */
  public double mean() {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  /** The mean over the channels {@code from} (inclusive) to {@code to} (exclusive). */
  public Field meanOfChannels(int from, int to) {
    Field mean = zeros(height, width, 1);
    for (int i = 0; i < pixels(); i++) {
      double sum = 0;
      for (int c = from; c < to; c++) {
        sum += values[i * channels + c];
      }
      mean.values[i] = (float) (sum / (to - from));
    }
    return mean;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Field that
        && height == that.height
        && width == that.width
        && channels == that.channels
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * (31 * height + width) + channels) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "Field[" + width + "x" + height + ", " + channels + " channels]";
  }
}
