package io.github.edvr4j.metrics;

/** Which channels of a picture are compared. */
public enum Channels {
  /** Red, green and blue, each. */
  RGB(3) {
    @Override
    Plane plane(Rgb8 picture, int channel, int cropBorder) {
      return Plane.inside(picture, cropBorder, (y, x) -> picture.at(y, x, channel));
    }
  },

  /**
   * The luma of BT.601 in studio range (16 to 235), not rounded, in the floating-point steps of
   * BasicSR's {@code to_y_channel}.
   */
  Y(1) {
    @Override
    Plane plane(Rgb8 picture, int channel, int cropBorder) {
      return Plane.inside(picture, cropBorder, (y, x) -> luma(picture, y, x));
    }
  };

  private final int count;

  Channels(int count) {
    this.count = count;
  }

  /** How many there are. */
  int count() {
    return count;
  }

  /**
   * One plane to compare. Large pictures have large planes: take one after another.
   *
   * @param channel below {@link #count}
   * @param cropBorder rows and columns left out on each side
   * @throws IllegalArgumentException if nothing would be left
   */
  abstract Plane plane(Rgb8 picture, int channel, int cropBorder);

  private static float luma(Rgb8 picture, int y, int x) {
    double luma =
        65.481 * (picture.at(y, x, 0) / 255f)
            + 128.553 * (picture.at(y, x, 1) / 255f)
            + 24.966 * (picture.at(y, x, 2) / 255f)
            + 16.0;
    return (float) (luma / 255.0) * 255f;
  }

  /**
   * @throws IllegalArgumentException if two pictures that are to be compared differ in size
   */
  static void requireSameSize(Rgb8 a, Rgb8 b) {
    if (a.height() != b.height() || a.width() != b.width()) {
      throw new IllegalArgumentException("pictures of two sizes: %s and %s".formatted(a, b));
    }
  }
}
