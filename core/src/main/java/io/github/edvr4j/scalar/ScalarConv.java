package io.github.edvr4j.scalar;

import io.github.edvr4j.ops.Conv2d;
import io.github.edvr4j.ops.Kernel2d;
import io.github.edvr4j.tensor.Shape;
import io.github.edvr4j.tensor.Tensor;
import java.util.Optional;
import java.util.stream.IntStream;

/** Convolution by its definition (cross-correlation, as everywhere in the field). */
final class ScalarConv {

  private ScalarConv() {}

  static Tensor forward(Conv2d layer, Tensor x, float[] weight, Optional<float[]> bias) {
    Tensor y = Tensor.zeros(layer.output(x.shape()));
    Shape shape = y.shape();
    IntStream.range(0, shape.n() * shape.c())
        .parallel()
        .forEach(
            plane -> {
              int n = plane / shape.c();
              int o = plane % shape.c();
              double b = bias.isPresent() ? bias.get()[o] : 0;
              for (int oy = 0; oy < shape.h(); oy++) {
                for (int ox = 0; ox < shape.w(); ox++) {
                  y.data()[y.index(n, o, oy, ox)] =
                      (float) (b + response(layer, x, weight, n, o, oy, ox));
                }
              }
            });
    return y;
  }

  private static double response(
      Conv2d layer, Tensor x, float[] weight, int n, int o, int oy, int ox) {
    Kernel2d kernel = layer.kernel();
    int share = layer.in() / layer.groups();
    int firstChannel = o / (layer.out() / layer.groups()) * share;
    double sum = 0;
    for (int i = 0; i < kernel.height(); i++) {
      int sy = oy * kernel.strideY() - kernel.paddingY() + i * kernel.dilationY();
      if (sy < 0 || sy >= x.shape().h()) {
        continue;
      }
      for (int j = 0; j < kernel.width(); j++) {
        int sx = ox * kernel.strideX() - kernel.paddingX() + j * kernel.dilationX();
        if (sx < 0 || sx >= x.shape().w()) {
          continue;
        }
        for (int c = 0; c < share; c++) {
          sum +=
              (double) weight[(o * share + c) * kernel.taps() + i * kernel.width() + j]
                  * x.at(n, firstChannel + c, sy, sx);
        }
      }
    }
    return sum;
  }
}
