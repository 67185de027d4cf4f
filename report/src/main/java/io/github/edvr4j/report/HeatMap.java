package io.github.edvr4j.report;

import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Values as colours whose brightness rises with them.
 *
 * @param colours of the scale, at even distances
 * @param top the value that has the last colour; 0 has the first
 */
record HeatMap(Colours colours, double top) {

  /**
   * A scale of matplotlib, which colour-blind readers can read too.
   *
   * @param stops 0xRRGGBB at even distances
   */
  record Colours(List<Integer> stops) {

    /** For shares from 0 to 1. */
    static final Colours VIRIDIS =
        new Colours(List.of(0x440154, 0x414487, 0x2a788e, 0x22a884, 0x7ad151, 0xfde725));

    /** For what should be nothing: black is none. */
    static final Colours INFERNO =
        new Colours(List.of(0x000004, 0x420a68, 0x932667, 0xdd513a, 0xfca50a, 0xfcffa4));

    private int at(double share) {
      double place = Math.clamp(share, 0, 1) * (stops.size() - 1);
      int from = Math.min((int) place, stops.size() - 2);
      double rest = place - from;
      return Rgb.packed(
          mixed(from, rest, 16) / 255, mixed(from, rest, 8) / 255, mixed(from, rest, 0) / 255);
    }

    private double mixed(int from, double rest, int shift) {
      int a = stops.get(from) >> shift & 0xFF;
      int b = stops.get(from + 1) >> shift & 0xFF;
      return a + rest * (b - a);
    }
  }

  /** 0xRRGGBB of a value. */
  int colour(double value) {
    return colours.at(value / top);
  }

  /** The first channel. */
  BufferedImage picture(Field field) {
    BufferedImage picture = Rgb.blank(field.height(), field.width());
    for (int y = 0; y < field.height(); y++) {
      for (int x = 0; x < field.width(); x++) {
        picture.setRGB(x, y, colour(field.at(y, x, 0)));
      }
    }
    return picture;
  }

  /** The scale from 0 at the left to the top at the right. */
  static BufferedImage legend(Colours colours, int width, int height) {
    BufferedImage picture = Rgb.blank(height, width);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        picture.setRGB(x, y, colours.at(x / (width - 1.0)));
      }
    }
    return picture;
  }
}
