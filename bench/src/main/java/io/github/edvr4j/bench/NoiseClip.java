package io.github.edvr4j.bench;

import io.github.edvr4j.stream.Frame;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** A clip without end of a few frames of noise that come again and again, each made once. */
public final class NoiseClip {

  /** More than a window has, so that its frames differ. */
  private static final int FRAMES = 16;

  private final int height;
  private final int width;
  private final Map<Integer, Frame> frames = new HashMap<>();

  /** A clip of frames of one size. */
  public NoiseClip(int height, int width) {
    this.height = height;
    this.width = width;
  }

  /** Rows of a frame. */
  public int height() {
    return height;
  }

  /** Columns of a frame. */
  public int width() {
    return width;
  }

  /** A frame, values in [0, 1). */
  public Frame frame(int number) {
    return frames.computeIfAbsent(number % FRAMES, this::noise);
  }

  private Frame noise(int seed) {
    Frame frame = new Frame(height, width);
    Random random = new Random(seed);
    for (int i = 0; i < frame.rgb().length; i++) {
      frame.rgb()[i] = random.nextFloat();
    }
    return frame;
  }
}
