package io.github.edvr4j.stream;

/**
 * Brings frames to a size that the network takes: reflected at the right and at the bottom; where
 * the frame has too few rows or columns to reflect all that is missing, the edge is repeated
 * instead.
 *
 * @param height of the frames, at least 1
 * @param width of the frames, at least 1
 * @param multiple what padded height and width are multiples of
 */
record FrameBorder(int height, int width, int multiple) {

  int paddedHeight() {
    return (height + multiple - 1) / multiple * multiple;
  }

  int paddedWidth() {
    return (width + multiple - 1) / multiple * multiple;
  }

  /** Values of a padded frame. */
  int values() {
    return paddedHeight() * paddedWidth() * Frame.CHANNELS;
  }

  /**
   * Writes the frame at the padded size.
   *
   * @param padded gets {@link #values}, (H, W, 3)
   */
  void pad(Frame frame, float[] padded) {
    if (frame.height() != height || frame.width() != width) {
      throw new IllegalArgumentException(
          "frames of %dx%d were announced, got %s".formatted(width, height, frame));
    }
    int to = 0;
    for (int y = 0; y < paddedHeight(); y++) {
      int row = source(y, height, paddedHeight()) * width;
      for (int x = 0; x < paddedWidth(); x++) {
        int from = (row + source(x, width, paddedWidth())) * Frame.CHANNELS;
        for (int c = 0; c < Frame.CHANNELS; c++) {
          padded[to++] = frame.rgb()[from + c];
        }
      }
    }
  }

  /**
   * The frame without what was padded.
   *
   * @param padded {@link #values}, (H, W, 3)
   */
  Frame crop(float[] padded) {
    Frame frame = new Frame(height, width);
    int row = width * Frame.CHANNELS;
    for (int y = 0; y < height; y++) {
      System.arraycopy(padded, y * paddedWidth() * Frame.CHANNELS, frame.rgb(), y * row, row);
    }
    return frame;
  }

  private static int source(int i, int size, int padded) {
    if (i < size) {
      return i;
    }
    boolean reflects = padded - size < size;
    return reflects ? 2 * (size - 1) - i : size - 1;
  }
}
