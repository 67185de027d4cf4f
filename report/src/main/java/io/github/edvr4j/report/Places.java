package io.github.edvr4j.report;

import io.github.edvr4j.alignment.Displacements;
import io.github.edvr4j.alignment.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where one output value of a layer reads its neighbour: the taps' regular places and those that
 * the offsets move them to, in pixels of level 1.
 *
 * @param box of the picture that is shown, as SVG's viewBox
 * @param radius of a dot
 * @param regular corners of the taps before they are moved: x and y of each
 * @param size of a pixel of the layer's level
 * @param dots where the taps read
 */
record Places(String box, String radius, List<Corner> regular, int size, List<Dot> dots) {

  /** The least that is shown on each side of the place. */
  private static final double LEAST_REACH = 7;

  /** The upper left corner of a pixel. */
  record Corner(String x, String y) {}

  /**
   * A place that is read.
   *
   * @param group of the channels that read there
   * @param hue of the group, in degrees
   * @param opacity the mask
   */
  record Dot(String x, String y, int group, int hue, String opacity) {}

  /** The largest part of a picture that is shown on each side. */
  private static final double MOST_REACH = 40;

  /**
   * @param x of the output value, in pixels of level 1
   * @param y likewise
   */
  static Places of(Layer layer, int x, int y) {
    Displacements taps = layer.displacements();
    int scale = layer.scale();
    int column = x / scale;
    int row = y / scale;
    int side = (int) Math.round(Math.sqrt(taps.taps()));
    List<Corner> regular = new ArrayList<>();
    List<Dot> dots = new ArrayList<>();
    double reach = LEAST_REACH;
    for (int tap = 0; tap < taps.taps(); tap++) {
      int tapX = column + tap % side - side / 2;
      int tapY = row + tap / side - side / 2;
      regular.add(new Corner(text(tapX * scale), text(tapY * scale)));
      for (int group = 0; group < taps.groups(); group++) {
        double dotX = (tapX + 0.5 + taps.dx(row, column, group, tap)) * scale;
        double dotY = (tapY + 0.5 + taps.dy(row, column, group, tap)) * scale;
        reach = Math.max(reach, Math.max(Math.abs(dotX - x), Math.abs(dotY - y)) + 2);
        dots.add(
            new Dot(
                text(dotX),
                text(dotY),
                group,
                360 * group / taps.groups(),
                text(taps.mask(row, column, group, tap))));
      }
    }
    double shown = Math.min(reach, MOST_REACH);
    double middleX = (column + 0.5) * scale;
    double middleY = (row + 0.5) * scale;
    String box =
        text(middleX - shown)
            + " "
            + text(middleY - shown)
            + " "
            + text(2 * shown)
            + " "
            + text(2 * shown);
    return new Places(box, text(shown / 25), regular, scale, dots);
  }

  private static String text(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
