package io.github.edvr4j.cli.bench;

import io.github.edvr4j.stream.Frame;

/**
 * A clip without end: a pattern that moves by two columns and one row a frame. Unlike in noise, the
 * network finds in a frame what was in its neighbours.
 */
record MovingPicture(int height, int width) {

  private static final int COLUMNS = 2;

  /** Makes the channels differ. */
  private static final int SHIFT = 7;

  Frame frame(int number) {
    Frame frame = new Frame(height, width);
    for (int y = 0; y < height; y++) {
      double row = wave(y + number);
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < Frame.CHANNELS; c++) {
          double column = wave(x + COLUMNS * number + SHIFT * c);
          frame.rgb()[(y * width + x) * Frame.CHANNELS + c] = (float) (0.5 + 0.2 * row * column);
        }
      }
    }
    return frame;
  }

  /** Coarse and fine, between -1.5 and 1.5. */
  private static double wave(int at) {
    return Math.sin(0.11 * at) + 0.5 * Math.sin(0.73 * at);
  }
}
