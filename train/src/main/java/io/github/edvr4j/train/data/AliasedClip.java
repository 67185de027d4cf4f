package io.github.edvr4j.train.data;

import io.github.edvr4j.metrics.Rgb8;

/**
 * A clip made smaller with hardly a filter: of each square of pixels, the four in its middle become
 * one. What is finer than the smaller pixels is aliased, so that neighbors show what one frame
 * can't.
 *
 * @param factor how many times smaller it becomes, an even number
 */
record AliasedClip(Clip whole, int factor) implements Clip {

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
    Rgb8 high = whole.read(frame, region.times(factor));
    Rgb8 low =
        new Rgb8(region.height(), region.width(), new byte[3 * region.height() * region.width()]);
    int corner = factor / 2 - 1;
    for (int y = 0; y < low.height(); y++) {
      for (int x = 0; x < low.width(); x++) {
        for (int c = 0; c < 3; c++) {
          int at = 3 * ((y * factor + corner) * high.width() + x * factor + corner) + c;
          int below = at + 3 * high.width();
          int sum =
              value(high, at) + value(high, at + 3) + value(high, below) + value(high, below + 3);
          low.values()[3 * (y * low.width() + x) + c] = (byte) ((sum + 2) / 4);
        }
      }
    }
    return low;
  }

  private static int value(Rgb8 picture, int at) {
    return picture.values()[at] & 0xFF;
  }
}
