package io.github.edvr4j.resize;

import io.github.edvr4j.tensor.Shape;
import io.github.edvr4j.tensor.Tensor;
import java.util.Arrays;

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
    Resampling rows = Resampling.of(from.h(), (int) Math.ceil(from.h() * scale), scale);
    Resampling columns = Resampling.of(from.w(), (int) Math.ceil(from.w() * scale), scale);
    Shape to = from.withSize(rows.outputs(), columns.outputs());
    Tensor result = Tensor.zeros(to);
    for (int plane = 0; plane < from.n() * from.c(); plane++) {
      resize(x.data(), plane * from.plane(), 1, rows, columns, result.data(), plane * to.plane());
    }
    return result;
  }

  /**
   * Resizes a picture to a size of its own in each direction; neither clamps nor rounds.
   *
   * @param pixels (H, W, C)
   * @return (toHeight, toWidth, C)
   * @throws IllegalArgumentException if an extent is below 1 or the array of another size
   */
  public static float[] resize(
      float[] pixels, int height, int width, int channels, int toHeight, int toWidth) {
    if (Math.min(toHeight, toWidth) < 1 || (long) height * width * channels != pixels.length) {
      throw new IllegalArgumentException(
          "%d values can't be resized from %dx%d to %dx%d"
              .formatted(pixels.length, width, height, toWidth, toHeight));
    }
    Resampling rows = Resampling.of(height, toHeight, (double) toHeight / height);
    Resampling columns = Resampling.of(width, toWidth, (double) toWidth / width);
    float[] result = new float[Math.multiplyExact(toHeight * channels, toWidth)];
    resize(pixels, 0, channels, rows, columns, result, 0);
    return result;
  }

  private static void resize(
      float[] x,
      int from,
      int channels,
      Resampling rows,
      Resampling columns,
      float[] result,
      int to) {
    double[] sums = new double[columns.inputs() * channels];
    float[] row = new float[sums.length];
    for (int y = 0; y < rows.outputs(); y++) {
      Arrays.fill(sums, 0);
      for (int k = 0; k < rows.taps(); k++) {
        addRow(x, from + rows.source(y, k) * sums.length, rows.weight(y, k), sums);
      }
      for (int i = 0; i < row.length; i++) {
        row[i] = (float) sums[i];
      }
      resizeRow(row, channels, columns, result, to + y * columns.outputs() * channels);
    }
  }

  private static void addRow(float[] x, int from, double weight, double[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += weight * x[from + i];
    }
  }

  private static void resizeRow(
      float[] row, int channels, Resampling columns, float[] result, int to) {
    for (int x = 0; x < columns.outputs(); x++) {
      for (int c = 0; c < channels; c++) {
        double sum = 0;
        for (int k = 0; k < columns.taps(); k++) {
          sum += columns.weight(x, k) * row[columns.source(x, k) * channels + c];
        }
        result[to + x * channels + c] = (float) sum;
      }
    }
  }

  /** Which inputs make which output along one axis, and by how much: {@code taps} for each. */
  private record Resampling(int inputs, int outputs, int taps, int[] sources, double[] weights) {

    static Resampling of(int inputs, int outputs, double scale) {
      double shrink = Math.min(scale, 1);
      double kernelWidth = KERNEL_WIDTH / shrink;
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
      return new Resampling(inputs, outputs, taps, sources, weights);
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
