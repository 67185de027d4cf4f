package io.github.edvr4j.report;

import io.github.edvr4j.alignment.Flow;

/**
 * Flow as arrows on a grid, as the path data of SVG, in pixels of a picture.
 *
 * @param step pixels between two arrows; also how long an arrow of full length is drawn
 * @param fullLength pixels of flow that are drawn as long as that
 */
record Arrows(double step, double fullLength) {

  /** Of the longest arrow's length. */
  private static final double HEAD = 0.3;

  /** Of the head's length, to each side. */
  private static final double HEAD_WIDTH = 0.6;

  /** What is shorter, in pixels of the picture, would be a dot. */
  private static final double SHORTEST = 0.02;

  /**
   * One arrow for each cell of the grid: the mean of the flow in it, from the cell's middle.
   *
   * @param flow in pixels of the picture, at the picture's size or a fraction of it
   * @param scale how many pixels of the picture one of the flow is wide
   * @param left where the flow begins in the picture
   * @param top likewise
   */
  String path(Flow flow, double scale, double left, double top) {
    StringBuilder path = new StringBuilder();
    int cell = Math.max(1, (int) Math.round(step / scale));
    for (int y = 0; y + cell <= flow.height(); y += cell) {
      for (int x = 0; x + cell <= flow.width(); x += cell) {
        double[] mean = mean(flow, y, x, cell);
        append(
            path,
            left + (x + cell / 2.0) * scale,
            top + (y + cell / 2.0) * scale,
            mean[0],
            mean[1]);
      }
    }
    return path.toString();
  }

  private static double[] mean(Flow flow, int top, int left, int cell) {
    double dx = 0;
    double dy = 0;
    for (int y = top; y < top + cell; y++) {
      for (int x = left; x < left + cell; x++) {
        dx += flow.dx()[y * flow.width() + x];
        dy += flow.dy()[y * flow.width() + x];
      }
    }
    return new double[] {dx / (cell * cell), dy / (cell * cell)};
  }

  private void append(StringBuilder path, double x, double y, double dx, double dy) {
    double toX = dx / fullLength * step;
    double toY = dy / fullLength * step;
    // Written so that NaN, which a network gone astray computes, is left out too.
    if (!(Math.hypot(toX, toY) >= SHORTEST * step)) {
      return;
    }
    double backX = -toX * HEAD;
    double backY = -toY * HEAD;
    double sideX = -backY * HEAD_WIDTH;
    double sideY = backX * HEAD_WIDTH;
    // From the middle to the tip, back to one side, to the tip again and to the other side.
    path.append('M').append(text(x, y)).append('l').append(text(toX, toY));
    path.append('m').append(text(backX + sideX, backY + sideY));
    path.append('l').append(text(-backX - sideX, -backY - sideY));
    path.append('l').append(text(backX - sideX, backY - sideY));
  }

  private static String text(double x, double y) {
    return text(x) + " " + text(y);
  }

  private static String text(double value) {
    long hundredths = Math.round(100 * value);
    return hundredths % 100 == 0
        ? String.valueOf(hundredths / 100)
        : String.valueOf(hundredths / 100.0);
  }
}
