package io.github.edvr4j.train.data;

import io.github.edvr4j.metrics.Rgb8;

/**
 * Some frames of a clip, such as a scene.
 *
 * @param first the whole clip's frame that is this one's frame 0
 */
record ClipPart(String name, Clip whole, int first, int frames) implements Clip {

  @Override
  public int height() {
    return whole.height();
  }

  @Override
  public int width() {
    return whole.width();
  }

  @Override
  public Rgb8 read(int frame, Region region) {
    return whole.read(first + frame, region);
  }
}
