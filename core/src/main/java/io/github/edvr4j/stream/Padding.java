package io.github.edvr4j.stream;

import io.github.edvr4j.model.EdvrConfig;

/**
 * What takes the place of frames beyond the ends of a clip (BasicSR {@code
 * generate_frame_indices}).
 */
public enum Padding {
  /** The frame at the end again. */
  REPLICATE,
  /** The clip mirrored at its end frame. */
  REFLECTION,
  /** Frames from the other side of the window, mirrored ("new_info" in the 2019 code). */
  REFLECTION_CIRCLE,
  /** Frames from the other side of the window, in order. */
  CIRCLE;

  /**
   * What the official models were tested with: replicate with predeblur, else reflection_circle.
   */
  public static Padding defaultFor(EdvrConfig config) {
    return config.predeblur() ? REPLICATE : REFLECTION_CIRCLE;
  }

  /**
   * Whether a clip has the frames that this padding takes; shorter clips can only be replicated.
   */
  public boolean suits(int clipLength, int windowLength) {
    return this == REPLICATE || clipLength >= windowLength;
  }

  /**
   * The frames of one window.
   *
   * @param centre the frame that is restored
   * @param length frames of the clip
   * @param before frames of a window before its centre
   * @param after frames of a window after its centre
   * @return {@code before + 1 + after} numbers of frames, in time order
   * @throws IllegalArgumentException if the clip is too short for this padding
   */
  public int[] window(int centre, int length, int before, int after) {
    int[] window = new int[before + 1 + after];
    if (!suits(length, window.length)) {
      throw new IllegalArgumentException(
          "%s needs clips of at least %d frames, got %d".formatted(this, window.length, length));
    }
    for (int i = 0; i < window.length; i++) {
      window[i] = frame(centre - before + i, centre, length, before, after);
    }
    return window;
  }

  private int frame(int i, int centre, int length, int before, int after) {
    int last = length - 1;
    int frames = before + 1 + after;
    if (i < 0) {
      return switch (this) {
        case REPLICATE -> 0;
        case REFLECTION -> -i;
        case REFLECTION_CIRCLE -> centre + after - i;
        case CIRCLE -> frames + i;
      };
    }
    if (i > last) {
      return switch (this) {
        case REPLICATE -> last;
        case REFLECTION -> 2 * last - i;
        case REFLECTION_CIRCLE -> centre - before - (i - last);
        case CIRCLE -> i - frames;
      };
    }
    return i;
  }
}
