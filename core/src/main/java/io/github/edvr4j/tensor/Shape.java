package io.github.edvr4j.tensor;

import io.github.edvr4j.EdvrException;

/**
 * The four extents of a tensor, in the order of the field: batch, channels, height, width.
 *
 * @param n batch size, at least 1
 * @param c channels, at least 1
 * @param h height in pixels of the tensor's level, at least 1
 * @param w width in pixels of the tensor's level, at least 1
 */
public record Shape(int n, int c, int h, int w) {

  /**
   * @throws IllegalArgumentException if an extent is below 1
   * @throws EdvrException (MEMORY) if the tensor would not fit into one Java array
   */
  public Shape {
    if (n < 1 || c < 1 || h < 1 || w < 1) {
      throw new IllegalArgumentException(
          "every extent of a shape must be at least 1, got %dx%dx%dx%d".formatted(n, c, h, w));
    }
    if ((double) n * c * h * w > Integer.MAX_VALUE - 8) {
      throw new EdvrException(
          EdvrException.Category.MEMORY,
          "frames of this size need more than 8 GiB for %d channels of %dx%d; restore smaller frames"
              .formatted(c, w, h));
    }
  }

  /** The shape of one item, (1, c, h, w). */
  public static Shape of(int c, int h, int w) {
    return new Shape(1, c, h, w);
  }

  /** How many values a tensor of this shape holds. */
  public int elements() {
    return n * c * h * w;
  }

  /** Pixels of one channel of one item. */
  public int plane() {
    return h * w;
  }

  /** The same size with another number of channels. */
  public Shape withChannels(int channels) {
    return new Shape(n, channels, h, w);
  }

  /** The same channels at another size. */
  public Shape withSize(int height, int width) {
    return new Shape(n, c, height, width);
  }

  @Override
  public String toString() {
    return n + "x" + c + "x" + h + "x" + w;
  }
}
