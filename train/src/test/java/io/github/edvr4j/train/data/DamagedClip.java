package io.github.edvr4j.train.data;

import io.github.edvr4j.metrics.Rgb8;
import java.io.IOException;

/** A clip in which a frame can't be read. */
public record DamagedClip(Clip whole, int frame) implements Clip {

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
    return whole.height();
  }

  @Override
  public int width() {
    return whole.width();
  }

  @Override
  public Rgb8 read(int asked, Region region) {
    if (asked == frame) {
      throw new DamagedFrameException(
          name() + "/" + frame + " is damaged", new IOException("cut off"));
    }
    return whole.read(asked, region);
  }
}
