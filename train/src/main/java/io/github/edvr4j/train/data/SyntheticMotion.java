package io.github.edvr4j.train.data;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Makes windows of single pictures: a camera moves over a photograph, and sometimes a patch of
 * another one hides part of it and moves in its own way.
 *
 * @param limits of the cameras' motion
 * @param occlusion how often a patch moves in front, 0 to 1
 */
record SyntheticMotion(CameraMotion.Limits limits, double occlusion) {

  /**
   * @param photograph the picture to move over
   * @param others pictures that may hide part of it
   * @param size rows and columns that the frames should have
   * @param reach steps to either side of the centre that will be read
   * @param perStep time that passes from one step to the next, in frames
   * @throws DamagedFrameException if a picture cannot be read
   */
  Footage over(
      Clip photograph,
      List<ClipPair> others,
      int size,
      int reach,
      double perStep,
      RandomGenerator random) {
    MovingPhotograph behind =
        MovingPhotograph.draw(photograph, size, reach, perStep, limits, random);
    if (random.nextDouble() >= occlusion) {
      return behind;
    }
    MovingPhotograph before =
        MovingPhotograph.draw(
            Draws.oneOf(others, random).high(), size, reach, perStep, limits, random);
    return Occlusion.draw(behind, before, random);
  }
}
