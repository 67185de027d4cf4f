package io.github.edvr4j.train.data;

import io.github.edvr4j.metrics.Rgb8;

/** A clip made smaller while it is read. */
record ReducedClip(Clip whole, int factor) implements Clip {

  @Override
  public String name() {
    return whole.name();
  }

  @Override
  public int frames() {
    return whole.frames();
  }

  @Override
  public int height() {
    return whole.height() / factor;
  }

  @Override
  public int width() {
    return whole.width() / factor;
  }

  @Override
  public Rgb8 read(int frame, Region region) {
    return AreaReduction.reduce(whole.read(frame, region.times(factor)), factor);
  }
}
