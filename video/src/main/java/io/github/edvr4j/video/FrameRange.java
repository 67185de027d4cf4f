package io.github.edvr4j.video;

/**
 * Frames of a clip that follow one another, counted from 0.
 *
 * @param first the first of them, at least 0
 * @param end the one after the last of them; {@link Long#MAX_VALUE} for all that come
 */
public record FrameRange(long first, long end) {

  /** All frames of a clip. */
  public static final FrameRange ALL = new FrameRange(0, Long.MAX_VALUE);

  /**
   * @throws IllegalArgumentException if the end comes before the first
   */
  public FrameRange {
    if (first < 0 || end < first) {
      throw new IllegalArgumentException("no frames from %d to %d".formatted(first, end));
    }
  }

  /** How many they are. */
  long length() {
    return end - first;
  }
}
