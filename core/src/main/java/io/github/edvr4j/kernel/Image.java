package io.github.edvr4j.kernel;

/**
 * Where an image of (H, W, C), channels last, lies in an array: the value of row y, column x,
 * channel c is at {@code offset + (y * w + x) * pixelStride + c}. A range of the channels of a
 * wider image is such an image too.
 *
 * @param pixelStride distance of two neighbouring pixels of a row, at least {@code c}
 */
public record Image(float[] data, int offset, int h, int w, int c, int pixelStride) {

  /** An image of its own, without gaps. */
  public static Image of(float[] data, int offset, int h, int w, int c) {
    return new Image(data, offset, h, w, c, c);
  }

  /** Index of the first channel of a pixel. */
  public int at(int y, int x) {
    return offset + (y * w + x) * pixelStride;
  }

  /** Index of the first channel of the pixel with number {@code y * w + x}. */
  public int at(int pixel) {
    return offset + pixel * pixelStride;
  }

  public int pixels() {
    return h * w;
  }

  /** Channels {@code from} (inclusive) to {@code to} (exclusive), in place. */
  public Image channels(int from, int to) {
    return new Image(data, offset + from, h, w, to - from, pixelStride);
  }
}
