package io.github.edvr4j.train.data;

import io.github.edvr4j.metrics.Rgb8;
import java.util.Optional;

/**
 * A run of frames of one size that can be read in any order, by several threads at once. A
 * photograph is a clip of one frame.
 */
public interface Clip {

  /** How messages and lists call it, such as {@code 000} or {@code holiday.mp4}. */
  String name();

  /** How many frames it has, at least 1. */
  int frames();

  /** Rows of a frame. */
  int height();

  /** Columns of a frame. */
  int width();

  /**
   * A region of one frame.
   *
   * @param frame 0 to {@code frames() - 1}
   * @param region within the frame
   * @throws DamagedFrameException if the frame's data cannot be read
   */
  Rgb8 read(int frame, Region region);

  /** What is known of its motion; empty for what a camera took. */
  default Optional<KnownMotion> motion() {
    return Optional.empty();
  }
}
