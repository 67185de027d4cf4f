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

  /**
   * How what the center frame shows moves to another frame.
   *
   * @param step distance from the center frame, negative before it
   * @param exposure steps to either side that both frames are means of
   * @param low the region that both show, in low-resolution pixels; what leaves it isn't known
   * @param scale high-resolution pixels of a low-resolution one, along each side
   * @return (1, 2, h, w), in low-resolution pixels
   */
  Motion motion(int step, int exposure, Region low, int scale);
}
