package io.github.edvr4j.train.data;

import io.github.edvr4j.metrics.Rgb8;

/** A clip whose pixels follow from a rule. */
record DrawnClip(String name, int frames, int height, int width, Rule rule) implements Clip {

  interface Rule {
    /** 0 to 255. */
    int value(int frame, int y, int x, int channel);
  }

  /** Every pixel says which it is. */
  static DrawnClip numbered(String name, int frames, int height, int width) {
    return new DrawnClip(
        name,
        frames,
        height,
        width,
        (frame, y, x, channel) ->
            switch (channel) {
              case 0 -> frame;
              case 1 -> y;
              default -> x;
            });
  }

  /** Every pixel is drawn by lot. */
  static DrawnClip noise(String name, int frames, int height, int width) {
    return new DrawnClip(
        name,
        frames,
        height,
        width,
        (frame, y, x, channel) -> {
          long place = ((frame * 4099L + y) * 4099L + x) * 3 + channel;
          return Draws.of(name.hashCode(), place, 0).nextInt(256);
        });
  }

  @Override
  public Rgb8 read(int frame, Region region) {
    byte[] values = new byte[region.height() * region.width() * 3];
    int at = 0;
    for (int y = 0; y < region.height(); y++) {
      for (int x = 0; x < region.width(); x++) {
        for (int c = 0; c < 3; c++) {
          values[at++] = (byte) rule.value(frame, region.top() + y, region.left() + x, c);
        }
      }
    }
    return new Rgb8(region.height(), region.width(), values);
  }

  Region whole() {
    return new Region(0, 0, height, width);
  }
}
