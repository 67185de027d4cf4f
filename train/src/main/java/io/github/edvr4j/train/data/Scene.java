package io.github.edvr4j.train.data;

import java.util.List;
import java.util.Optional;

/** Footage of pictures in front of each other, each of which moves as a whole. */
sealed interface Scene extends Footage permits MovingPhotograph, Occlusion {

  /**
   * One of the pictures.
   *
   * @param outline within which it is seen, in the center frame's pixels; empty for everywhere
   */
  record Layer(MovingPhotograph picture, Optional<Outline> outline) {}

  /** The nearest first; the last one is seen everywhere. */
  List<Layer> layers();

  @Override
  default Motion motion(int step, int exposure, Region low, int scale) {
    return new SceneMotion(layers(), step, exposure, low, scale).motion();
  }
}
