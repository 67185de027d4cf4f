package io.github.edvr4j.train.data;

/**
 * What is known of the motion in a clip of short scenes, each as long as any other, in which
 * everything moves in a way that was chosen.
 */
public interface KnownMotion {

  /** Frames of a scene, an odd number. */
  int sceneFrames();

  /**
   * How what the middle frame of a scene shows moves to another frame of it.
   *
   * @param scene counted from 0
   * @param step distance from the middle frame, negative before it
   * @param scale pixels of the clip that make one of the result, along each side
   * @return (1, 2, h, w), of the whole frame, in the larger pixels
   */
  Motion motion(int scene, int step, int scale);
}
