package io.github.edvr4j.train.data;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Makes windows of single pictures: a camera moves over a photograph, and sometimes patches of
 * others hide part of it and move in their own ways.
 *
 * @param limits of the cameras' motion
 * @param occlusion how often a patch moves in front, and another one in front of that, 0 to 1
 * @param patches how many there may be
 * @param still share of the windows in which nothing moves, 0 to 1
 * @param easy steps of the training in which slow motion, still windows and patches come in little
 *     by little; 0 for none
 * @param batch samples of a step
 */
record SyntheticMotion(
    CameraMotion.Limits limits, double occlusion, int patches, double still, long easy, int batch) {

  /** The same as it is for one sample, by whose number it comes to be as it is. */
  SyntheticMotion at(long sample) {
    double share = (double) (sample / batch + 1) / easy;
    return share >= 1
        ? this
        : new SyntheticMotion(
            limits.slowedDownBy(share), occlusion * share, patches, still * share, 0, batch);
  }

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
    CameraMotion.Limits drawn = still > 0 && random.nextDouble() < still ? limits.times(0) : limits;
    Scene scene = MovingPhotograph.draw(photograph, size, reach, perStep, drawn, random);
    for (int i = 0; i < patches && random.nextDouble() < occlusion; i++) {
      Clip other = Draws.oneOf(others, random).high();
      scene =
          Occlusion.draw(
              scene, MovingPhotograph.draw(other, size, reach, perStep, drawn, random), random);
    }
    return scene;
  }
}
