package io.github.edvr4j.scalar;

import io.github.edvr4j.tensor.Shape;
import io.github.edvr4j.tensor.Tensor;

/** Pooling, bilinear enlargement and pixel shuffle by their definitions. */
final class ScalarResampling {

  private ScalarResampling() {}

  static Tensor maxPool(Tensor x) {
    Tensor y = Tensor.zeros(pooled(x.shape()));
    forEach(
        y,
        (n, c, oy, ox) -> {
          float max = Float.NEGATIVE_INFINITY;
          for (int sy = Math.max(0, 2 * oy - 1);
              sy <= Math.min(2 * oy + 1, x.shape().h() - 1);
              sy++) {
            for (int sx = Math.max(0, 2 * ox - 1);
                sx <= Math.min(2 * ox + 1, x.shape().w() - 1);
                sx++) {
              max = Math.max(max, x.at(n, c, sy, sx));
            }
          }
          return max;
        });
    return y;
  }

  static Tensor avgPool(Tensor x) {
    Tensor y = Tensor.zeros(pooled(x.shape()));
    forEach(
        y,
        (n, c, oy, ox) -> {
          double sum = 0;
          for (int sy = Math.max(0, 2 * oy - 1);
              sy <= Math.min(2 * oy + 1, x.shape().h() - 1);
              sy++) {
            for (int sx = Math.max(0, 2 * ox - 1);
                sx <= Math.min(2 * ox + 1, x.shape().w() - 1);
                sx++) {
              sum += x.at(n, c, sy, sx);
            }
          }
          return (float) (sum / 9);
        });
    return y;
  }

  static Tensor upsample(Tensor x, int r) {
    Tensor y = Tensor.zeros(x.shape().withSize(x.shape().h() * r, x.shape().w() * r));
    forEach(
        y,
        (n, c, oy, ox) -> {
          double sy = Math.max(0, (oy + 0.5) / r - 0.5);
          double sx = Math.max(0, (ox + 0.5) / r - 0.5);
          int y0 = (int) sy;
          int x0 = (int) sx;
          int y1 = Math.min(y0 + 1, x.shape().h() - 1);
          int x1 = Math.min(x0 + 1, x.shape().w() - 1);
          double fy = sy - y0;
          double fx = sx - x0;
          return (float)
              ((1 - fy) * ((1 - fx) * x.at(n, c, y0, x0) + fx * x.at(n, c, y0, x1))
                  + fy * ((1 - fx) * x.at(n, c, y1, x0) + fx * x.at(n, c, y1, x1)));
        });
    return y;
  }

  static Tensor pixelShuffle(Tensor x, int r) {
    Shape in = x.shape();
    if (in.c() % (r * r) != 0) {
      throw new IllegalArgumentException(
          "%d channels don't make blocks of %dx%d pixels".formatted(in.c(), r, r));
    }
    Tensor y = Tensor.zeros(new Shape(in.n(), in.c() / (r * r), in.h() * r, in.w() * r));
    forEach(y, (n, c, oy, ox) -> x.at(n, (c * r + oy % r) * r + ox % r, oy / r, ox / r));
    return y;
  }

  private static Shape pooled(Shape x) {
    return x.withSize((x.h() + 1) / 2, (x.w() + 1) / 2);
  }

  private interface Pixel {
    float value(int n, int c, int y, int x);
  }

  private static void forEach(Tensor y, Pixel pixel) {
    int i = 0;
    for (int n = 0; n < y.shape().n(); n++) {
      for (int c = 0; c < y.shape().c(); c++) {
        for (int oy = 0; oy < y.shape().h(); oy++) {
          for (int ox = 0; ox < y.shape().w(); ox++) {
            y.data()[i++] = pixel.value(n, c, oy, ox);
          }
        }
      }
    }
  }
}
