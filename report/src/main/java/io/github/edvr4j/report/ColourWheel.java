package io.github.edvr4j.report;

import io.github.edvr4j.alignment.Flow;
import java.awt.image.BufferedImage;

/**
 * Flow as colours: the hue says where to, the strength how far (Baker et al., "A Database and
 * Evaluation Methodology for Optical Flow", 2007, whose wheel this is). To the right is red,
 * downward yellow, to the left cyan, upward violet; white doesn't move.
 *
 * @param fullLength pixels that have the full colour; what is longer is darker
 */
record ColourWheel(double fullLength) {

  private static final int[][] WHEEL = wheel();

  /** 0xRRGGBB of a displacement. */
  int colour(double dx, double dy) {
    double length = Math.hypot(dx, dy) / fullLength;
    double turn = (Math.atan2(-dy, -dx) / Math.PI + 1) / 2 * (WHEEL.length - 1);
    int before = (int) turn;
    int after = (before + 1) % WHEEL.length;
    double[] rgb = new double[3];
    for (int c = 0; c < rgb.length; c++) {
      double hue =
          (WHEEL[before][c] + (turn - before) * (WHEEL[after][c] - WHEEL[before][c])) / 255;
      rgb[c] = length <= 1 ? 1 - length * (1 - hue) : 0.75 * hue;
    }
    return Rgb.packed(rgb[0], rgb[1], rgb[2]);
  }

  BufferedImage picture(Flow flow) {
    BufferedImage picture = Rgb.blank(flow.height(), flow.width());
    for (int y = 0; y < flow.height(); y++) {
      for (int x = 0; x < flow.width(); x++) {
        int i = y * flow.width() + x;
        picture.setRGB(x, y, colour(flow.dx()[i], flow.dy()[i]));
      }
    }
    return picture;
  }

  /** The wheel itself, every colour where it points to. */
  static BufferedImage legend(int size) {
    ColourWheel unit = new ColourWheel(1);
    BufferedImage picture = new BufferedImage(size, size, BufferedImage.TYPE_INT_ARGB);
    double radius = size / 2.0;
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        double dx = (x + 0.5 - radius) / radius;
        double dy = (y + 0.5 - radius) / radius;
        if (Math.hypot(dx, dy) <= 1) {
          picture.setRGB(x, y, 0xFF000000 | unit.colour(dx, dy));
        }
      }
    }
    return picture;
  }

  /** Between the primary colours as many steps as the eye tells apart. */
  private static int[][] wheel() {
    int[] steps = {15, 6, 4, 11, 13, 6};
    int[][] corners = {
      {255, 0, 0}, {255, 255, 0}, {0, 255, 0}, {0, 255, 255}, {0, 0, 255}, {255, 0, 255}
    };
    int[][] wheel = new int[55][3];
    int at = 0;
    for (int corner = 0; corner < corners.length; corner++) {
      int[] from = corners[corner];
      int[] to = corners[(corner + 1) % corners.length];
      for (int step = 0; step < steps[corner]; step++) {
        for (int c = 0; c < 3; c++) {
          wheel[at][c] = from[c] + (to[c] - from[c]) * step / steps[corner];
        }
        at++;
      }
    }
    return wheel;
  }
}
