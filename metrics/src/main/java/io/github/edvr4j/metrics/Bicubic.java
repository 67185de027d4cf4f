package io.github.edvr4j.metrics;

import io.github.edvr4j.tensor.Shape;
import io.github.edvr4j.tensor.Tensor;

/**
 * MATLAB's bicubic {@code imresize}, the degradation behind published x4 super-resolution numbers:
 * Keys' kernel (a = -0.5), widened when reducing so that it also removes aliasing, and the picture
 * mirrored at its edges.
 */
public final class Bicubic {

  private static final int KERNEL_WIDTH = 4;

  private Bicubic() {}

  /**
   * Resizes every plane of a tensor; neither clamps nor rounds.
   *
   * @param x a tensor of shape (N, C, H, W)
   * @param scale output size over input size, above 0; the output's extents are rounded up
   * @return a tensor of shape (N, C, ceil(H·scale), ceil(W·scale))
   * @throws IllegalArgumentException if the scale is not a positive number
   */
  public static Tensor resize(Tensor x, double scale) {
    if (!(scale > 0) || Double.isInfinite(scale)) {
      throw new IllegalArgumentException("a picture can't be resized by " + scale);
    }
    Shape from = x.shape();
    Resampling rows = Resampling.of(from.h(), scale);
    Resampling columns = Resampling.of(from.w(), scale);
    Shape to = from.withSize(rows.outputs(), columns.outputs());
    Tensor result = Tensor.zeros(to);
    float[] reduced = new float[to.h() * from.w()];
    for (int plane = 0; plane < from.n() * from.c(); plane++) {
      resizeRows(x.data(), plane * from.plane(), from.w(), rows, reduced);
      resizeColumns(reduced, from.w(), columns, result.data(), plane * to.plane());
    }
    return result;
  }

  private static void resizeRows(
      float[] x, int offset, int width, Resampling rows, float[] result) {
    for (int y = 0; y < rows.outputs(); y++) {
      for (int column = 0; column < width; column++) {
        double sum = 0;
        for (int k = 0; k < rows.taps(); k++) {
          sum += rows.weight(y, k) * x[offset + rows.source(y, k) * width + column];
        }
        result[y * width + column] = (float) sum;
      }
    }
  }

  private static void resizeColumns(
      float[] x, int width, Resampling columns, float[] result, int offset) {
    int height = x.length / width;
    for (int y = 0; y < height; y++) {
      for (int column = 0; column < columns.outputs(); column++) {
        double sum = 0;
        for (int k = 0; k < columns.taps(); k++) {
          sum += columns.weight(column, k) * x[y * width + columns.source(column, k)];
        }
        result[offset + y * columns.outputs() + column] = (float) sum;
      }
    }
  }

  /** Which inputs make which output along one axis, and by how much: {@code taps} for each. */
  private record Resampling(int outputs, int taps, int[] sources, double[] weights) {

    static Resampling of(int inputs, double scale) {
      double shrink = Math.min(scale, 1);
      double kernelWidth = KERNEL_WIDTH / shrink;
      int outputs = (int) Math.ceil(inputs * scale);
      int taps = (int) Math.ceil(kernelWidth) + 2;
      int[] sources = new int[outputs * taps];
      double[] weights = new double[outputs * taps];
      for (int i = 0; i < outputs; i++) {
        // The centre of output pixel i in the input's pixels, whose first has its centre at 0.
        double centre = (i + 0.5) / scale - 0.5;
        int first = (int) Math.floor(centre - kernelWidth / 2);
        double sum = 0;
        for (int k = 0; k < taps; k++) {
          sources[i * taps + k] = mirror(first + k, inputs);
          weights[i * taps + k] = keys((centre - first - k) * shrink);
          sum += weights[i * taps + k];
        }
        for (int k = 0; k < taps; k++) {
          weights[i * taps + k] /= sum;
        }
      }
      return new Resampling(outputs, taps, sources, weights);
    }

    int source(int output, int tap) {
      return sources[output * taps + tap];
    }

    double weight(int output, int tap) {
      return weights[output * taps + tap];
    }

    /** The edge pixel is repeated: -1 is 0, -2 is 1; as often as needed. */
    private static int mirror(int index, int extent) {
      int folded = Math.floorMod(index, 2 * extent);
      return folded < extent ? folded : 2 * extent - 1 - folded;
    }

    private static double keys(double distance) {
      double d = Math.abs(distance);
      if (d <= 1) {
        return (1.5 * d - 2.5) * d * d + 1;
      }
      return d <= 2 ? ((-0.5 * d + 2.5) * d - 4) * d + 2 : 0;
    }
  }
}
