package io.github.edvr4j.train.data;

/**
 * A rectangle of a frame, in pixels.
 *
 * @param top first row
 * @param left first column
 * @param height rows, at least 1
 * @param width columns, at least 1
 */
public record Region(int top, int left, int height, int width) {

  /**
   * @throws IllegalArgumentException if the rectangle is empty or begins before the frame does
   */
  public Region {
    if (top < 0 || left < 0 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "no region: %dx%d at (%d, %d)".formatted(width, height, left, top));
    }
  }

  /** The same rectangle in a frame {@code factor} times as large. */
  public Region times(int factor) {
    return new Region(top * factor, left * factor, height * factor, width * factor);
  }
}
