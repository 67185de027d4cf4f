package io.github.edvr4j.train.data;

import io.github.edvr4j.tensor.Tensor;

/** Frames around a centre frame, any region of which can be had. */
interface Footage {

  /** Rows of a frame. */
  int height();

  /** Columns of a frame. */
  int width();

  /**
   * @param step distance from the centre frame, negative before it
   * @param region within the frame
   * @return (1, 3, h, w), RGB in [0, 1]
   * @throws DamagedFrameException if the data cannot be read
   */
  Tensor read(int step, Region region);
}
