package io.github.edvr4j.kernel;

/**
 * A rectangle of an image, with a numbering of its own: pixel 0 is its first row's first, pixel
 * {@code w} its second row's.
 *
 * @param y the image's row that is its first
 * @param x the image's column that is its first
 * @param h rows
 * @param w columns
 */
public record Region(int y, int x, int h, int w) {

  public int pixels() {
    return h * w;
  }

  /** The image's row that a pixel is in. */
  public int row(int pixel) {
    return y + pixel / w;
  }

  /** The image's column that a pixel is in. */
  public int column(int pixel) {
    return x + pixel % w;
  }

  /**
   * An image that is stored here only: its rows and columns keep their numbers, but only those of
   * the region may be asked for.
   */
  public Image stored(float[] data, int offset, int channels) {
    return Image.of(data, offset - (y * w + x) * channels, h, w, channels);
  }
}
