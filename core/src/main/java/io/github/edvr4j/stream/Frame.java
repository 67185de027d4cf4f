package io.github.edvr4j.stream;

import java.util.Arrays;

/**
 * One picture of a clip, in the channel order of files and screens: what passes between video and
 * network.
 *
 * <p>The array is not copied: who passes it on shares it.
 *
 * @param height rows, at least 1
 * @param width columns, at least 1
 * @param rgb {@code height * width * 3} values, (H, W, C) with red, green, blue innermost; 0 is
 *     black and 1 is white, values outside are kept as they are
 */
public record Frame(int height, int width, float[] rgb) {

  /** Values of one pixel. */
  public static final int CHANNELS = 3;

  /**
   * @throws IllegalArgumentException if an extent is below 1 or the array's length is not the
   *     size's
   */
  public Frame {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "a frame needs at least one row and one column, got %dx%d".formatted(width, height));
    }
    if (rgb.length != (long) height * width * CHANNELS) {
      throw new IllegalArgumentException(
          "a frame of %dx%d needs %d values, got %d"
              .formatted(width, height, (long) height * width * CHANNELS, rgb.length));
    }
  }

  /** A black frame. */
  public Frame(int height, int width) {
    this(height, width, new float[Math.multiplyExact(height * CHANNELS, width)]);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Frame that
        && height == that.height
        && width == that.width
        && Arrays.equals(rgb, that.rgb);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * height + width) + Arrays.hashCode(rgb);
  }

  @Override
  public String toString() {
    return "Frame[" + width + "x" + height + "]";
  }
}
