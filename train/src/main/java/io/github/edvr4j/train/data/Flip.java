package io.github.edvr4j.train.data;

import io.github.edvr4j.tensor.Tensor;
import java.util.random.RandomGenerator;

/**
 * One of the eight ways to lay a picture; BasicSR's {@code augment} (data/transforms.py).
 *
 * @param horizontal whether left and right change places
 * @param vertical whether top and bottom change places, after that
 * @param transpose whether rows become columns, after that
 */
record Flip(boolean horizontal, boolean vertical, boolean transpose) {

  /**
   * @param flips whether left and right may change places ({@code use_hflip})
   * @param rotations whether the others may ({@code use_rot})
   */
  static Flip draw(boolean flips, boolean rotations, RandomGenerator random) {
    return new Flip(
        flips && random.nextBoolean(),
        rotations && random.nextBoolean(),
        rotations && random.nextBoolean());
  }

  /**
   * The motion between two frames that are laid so: vectors turn with the frames.
   *
   * @param motion (1, 2, H, W)
   * @return (1, 2, H, W), or (1, 2, W, H) if transposed
   */
  Motion apply(Motion motion) {
    Tensor laid = apply(motion.displacement());
    Tensor turned = Tensor.zeros(laid.shape());
    int plane = laid.shape().plane();
    for (int i = 0; i < plane; i++) {
      float dy = vertical ? -laid.data()[i] : laid.data()[i];
      float dx = horizontal ? -laid.data()[plane + i] : laid.data()[plane + i];
      turned.data()[i] = transpose ? dx : dy;
      turned.data()[plane + i] = transpose ? dy : dx;
    }
    return new Motion(turned, apply(motion.known()));
  }

  /**
   * @param frame (1, C, H, W)
   * @return (1, C, H, W), or (1, C, W, H) if transposed
   */
  Tensor apply(Tensor frame) {
    int height = frame.shape().h();
    int width = frame.shape().w();
    Tensor result = Tensor.zeros(transpose ? frame.shape().withSize(width, height) : frame.shape());
    int stepY = transpose ? 1 : width;
    int stepX = transpose ? height : 1;
    for (int c = 0; c < frame.shape().c(); c++) {
      for (int y = 0; y < height; y++) {
        int from = frame.index(0, c, y, 0);
        int to = c * height * width + (vertical ? height - 1 - y : y) * stepY;
        for (int x = 0; x < width; x++) {
          result.data()[to + (horizontal ? width - 1 - x : x) * stepX] = frame.data()[from + x];
        }
      }
    }
    return result;
  }
}
