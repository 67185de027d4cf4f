package io.github.edvr4j.report;

import io.github.edvr4j.stream.Frame;

/**
 * Two frames of one size.
 *
 * @param a the one on the left
 * @param b the one on the right
 */
public record Pair(Frame a, Frame b) {

  /**
   * @throws IllegalArgumentException if their sizes differ
   */
  public Pair {
    if (a.height() != b.height() || a.width() != b.width()) {
      throw new IllegalArgumentException("frames of two sizes: %s and %s".formatted(a, b));
    }
  }

  /** The frames, the one with fewer pixels enlarged bicubically to the other's size. */
  public static Pair of(Frame a, Frame b) {
    boolean larger = (long) a.height() * a.width() >= (long) b.height() * b.width();
    int height = (larger ? a : b).height();
    int width = (larger ? a : b).width();
    return new Pair(resized(a, height, width), resized(b, height, width));
  }

  private static Frame resized(Frame frame, int height, int width) {
    return frame.height() == height && frame.width() == width
        ? frame
        : new Frame(height, width, Rgb.resized(Rgb.field(frame), height, width).values());
  }

  /** Both beside one another in one frame. */
  public Frame sideBySide() {
    Frame both = new Frame(a.height(), 2 * a.width());
    int row = a.width() * Frame.CHANNELS;
    for (int y = 0; y < a.height(); y++) {
      System.arraycopy(a.rgb(), y * row, both.rgb(), 2 * y * row, row);
      System.arraycopy(b.rgb(), y * row, both.rgb(), (2 * y + 1) * row, row);
    }
    return both;
  }
}
