package io.github.edvr4j.stream;

/** A picture as it is, or mirrored; twice the same gives the picture again. */
enum Flip {
  NONE(false, false),
  LEFT_RIGHT(true, false),
  UP_DOWN(false, true),
  BOTH(true, true);

  private final boolean leftRight;
  private final boolean upDown;

  Flip(boolean leftRight, boolean upDown) {
    this.leftRight = leftRight;
    this.upDown = upDown;
  }

  /**
   * Flips in place.
   *
   * @param pixels (H, W, 3)
   */
  void apply(float[] pixels, int height, int width) {
    if (leftRight) {
      for (int y = 0; y < height; y++) {
        swapPixels(pixels, y * width, width);
      }
    }
    if (upDown) {
      int row = width * Frame.CHANNELS;
      for (int y = 0; y < height / 2; y++) {
        swap(pixels, y * row, (height - 1 - y) * row, row);
      }
    }
  }

  private static void swapPixels(float[] pixels, int first, int width) {
    for (int x = 0; x < width / 2; x++) {
      swap(
          pixels,
          (first + x) * Frame.CHANNELS,
          (first + width - 1 - x) * Frame.CHANNELS,
          Frame.CHANNELS);
    }
  }

  private static void swap(float[] values, int a, int b, int count) {
    for (int i = 0; i < count; i++) {
      float kept = values[a + i];
      values[a + i] = values[b + i];
      values[b + i] = kept;
    }
  }
}
