package io.github.edvr4j.train.data;

import io.github.edvr4j.tensor.Tensor;

/**
 * A clip seen from one of its frames.
 *
 * @param centre a frame of the clip
 */
record ClipFootage(Clip clip, int centre) implements Footage {

  @Override
  public int height() {
    return clip.height();
  }

  @Override
  public int width() {
    return clip.width();
  }

  @Override
  public Tensor read(int step, Region region) {
    return FrameTensors.of(clip.read(centre + step, region));
  }

  @Override
  public Motion motion(int step, int exposure, Region low, int scale) {
    return Motion.unknown(low.height(), low.width());
  }
}
