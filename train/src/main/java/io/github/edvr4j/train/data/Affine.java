package io.github.edvr4j.train.data;

import io.github.edvr4j.tensor.Shape;
import io.github.edvr4j.tensor.Tensor;

/**
 * Where in one plane a point of another lies: {@code (xx·x + xy·y + x0, yx·x + yy·y + y0)}, in
 * pixels, whose centres are whole numbers.
 */
record Affine(double xx, double xy, double x0, double yx, double yy, double y0) {

  /** A turn by {@code angle} (radians) and an enlargement about a point that goes elsewhere. */
  static Affine about(
      double pivotX, double pivotY, double angle, double enlargement, double toX, double toY) {
    double cos = enlargement * Math.cos(angle);
    double sin = enlargement * Math.sin(angle);
    return new Affine(
        cos, -sin, toX - cos * pivotX + sin * pivotY, sin, cos, toY - sin * pivotX - cos * pivotY);
  }

  /** The same for points that have been moved by (left, top) before. */
  Affine after(double left, double top) {
    return new Affine(xx, xy, x(left, top), yx, yy, y(left, top));
  }

  /** The same, moved by (left, top) afterwards. */
  Affine then(double left, double top) {
    return new Affine(xx, xy, x0 + left, yx, yy, y0 + top);
  }

  /** The way back. */
  Affine inverse() {
    double determinant = xx * yy - xy * yx;
    return new Affine(
        yy / determinant,
        -xy / determinant,
        (xy * y0 - yy * x0) / determinant,
        -yx / determinant,
        xx / determinant,
        (yx * x0 - xx * y0) / determinant);
  }

  double x(double x, double y) {
    return xx * x + xy * y + x0;
  }

  double y(double x, double y) {
    return yx * x + yy * y + y0;
  }

  /**
   * The picture whose pixel (x, y) shows the given picture at {@code (x(x, y), y(x, y))}: first
   * along rows, then along columns, with Lanczos' kernel; made for small turns. What lies outside
   * the given picture is its nearest pixel.
   *
   * @param from (1, C, H, W)
   * @return (1, C, height, width)
   */
  Tensor resample(Tensor from, int height, int width) {
    Shape shape = from.shape();
    Tensor rows = Tensor.zeros(shape.withSize(shape.h(), width));
    Tensor result = Tensor.zeros(shape.withSize(height, width));
    int[] offsets = new int[Lanczos.TAPS];
    // Of a row that is wanted at a column, this is where the column's pixel comes from.
    double perColumn = xx - xy * yx / yy;
    for (int v = 0; v < shape.h(); v++) {
      double start = xy * (v - y0) / yy + x0;
      for (int x = 0; x < width; x++) {
        float[] weights = Lanczos.at(start + perColumn * x, shape.w(), 1, offsets);
        add(from, v * shape.w(), offsets, weights, rows, v * width + x);
      }
    }
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        float[] weights = Lanczos.at(y(x, y), shape.h(), width, offsets);
        add(rows, x, offsets, weights, result, y * width + x);
      }
    }
    return result;
  }

  private static void add(
      Tensor from, int start, int[] offsets, float[] weights, Tensor to, int place) {
    for (int c = 0; c < from.shape().c(); c++) {
      int plane = c * from.shape().plane() + start;
      float sum = 0;
      for (int k = 0; k < Lanczos.TAPS; k++) {
        sum += weights[k] * from.data()[plane + offsets[k]];
      }
      to.data()[c * to.shape().plane() + place] = sum;
    }
  }
}
