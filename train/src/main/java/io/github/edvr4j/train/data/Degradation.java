package io.github.edvr4j.train.data;

import io.github.edvr4j.tensor.Tensor;
import java.util.List;
import java.util.random.RandomGenerator;

/** One step on the way from the frames as they should look to those that the network gets. */
interface Degradation {

  /**
   * Draws how strong it shall be, once for all frames, and applies it.
   *
   * @param frames of a window, each (1, 3, h, w), RGB in [0, 1]
   */
  List<Tensor> apply(List<Tensor> frames, RandomGenerator random);

  /**
   * The same as it is for one sample, where it changes in the course of a training.
   *
   * @param sample its number, which alone decides
   */
  default Degradation at(long sample) {
    return this;
  }

  /**
   * How many pixels around a region have to be given so that the result is right for the region and
   * {@code after} pixels of the result around it.
   */
  default int border(int after) {
    return after;
  }
}
