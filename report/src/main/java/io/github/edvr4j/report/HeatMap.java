package io.github.edvr4j.report;

import io.github.edvr4j.alignment.Field;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.util.List;

/**
 * Values as colours whose brightness rises with them.
 *
 * @param colours of the scale, at even distances
 * @param top the value that has the last colour; 0 has the first
 */
record HeatMap(Colours colours, double top) {

  /** Steps of a scale, each one per cent; one more colour is left for gaps. */
  private static final int STEPS = 100;

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

    private int at(int step) {
      double place = (double) step / STEPS * (stops.size() - 1);
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

    private BufferedImage blank(int height, int width) {
      int[] palette = new int[STEPS + 2];
      for (int step = 0; step <= STEPS; step++) {
        palette[step] = at(step);
      }
      palette[STEPS + 1] = Sheet.GAP;
      return new BufferedImage(
          width,
          height,
          BufferedImage.TYPE_BYTE_INDEXED,
          new IndexColorModel(8, palette.length, palette, 0, false, -1, DataBuffer.TYPE_BYTE));
    }
  }

  /** 0xRRGGBB of a value. */
  int colour(double value) {
    return colours.at(step(value / top));
  }

  private static int step(double share) {
    return (int) Math.rint(Math.clamp(share, 0, 1) * STEPS);
  }

  /** The first channel. */
  BufferedImage picture(Field field) {
    BufferedImage picture = colours.blank(field.height(), field.width());
    for (int y = 0; y < field.height(); y++) {
      for (int x = 0; x < field.width(); x++) {
        picture.getRaster().setSample(x, y, 0, step(field.at(y, x, 0) / top));
      }
    }
    return picture;
  }

  /** The scale from 0 at the left to the top at the right. */
  static BufferedImage legend(Colours colours, int width, int height) {
    BufferedImage picture = colours.blank(height, width);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        picture.getRaster().setSample(x, y, 0, step(x / (width - 1.0)));
      }
    }
    return picture;
  }
}
