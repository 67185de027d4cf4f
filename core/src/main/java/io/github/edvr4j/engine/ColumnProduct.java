package io.github.edvr4j.engine;

import io.github.edvr4j.kernel.Gemm;
import io.github.edvr4j.kernel.Image;
import io.github.edvr4j.kernel.Kernels;
import io.github.edvr4j.kernel.Panel;

/**
 * The second half of a convolution that is computed as a matrix product, plain or deformable: a
 * piece is {@value #PIXELS} output pixels, whose taps lie in the scratch memory as a {@link Panel}
 * of so many rows; they are multiplied with the weights and finished.
 *
 * @param depth values of a row, taps times channels
 * @param out columns
 * @param w width of the output before a shuffle
 * @param matrix packed (depth x out)
 */
record ColumnProduct(Kernels kernels, int depth, int out, int w, float[] matrix, Finish finish) {

  static final int PIXELS = 8 * Panel.ROWS;

  int pieces(Band band) {
    return (pixels(band) + PIXELS - 1) / PIXELS;
  }

  /** The number of the first pixel of a piece, before a shuffle. */
  int firstPixel(Band band, int piece) {
    return band.beforeShuffle(finish.shuffle()).from() * w + piece * PIXELS;
  }

  int pixels(Band band, int piece) {
    return Math.min(PIXELS, pixels(band) - piece * PIXELS);
  }

  private int pixels(Band band) {
    return band.beforeShuffle(finish.shuffle()).rows() * w;
  }

  int scratch() {
    return Panel.size(PIXELS, depth) + PIXELS * Gemm.BLOCK;
  }

  void finish(Band band, int piece, Image[] images, float[] scratch) {
    int products = Panel.size(PIXELS, depth);
    int first = firstPixel(band, piece);
    int end = first + pixels(band, piece);
    for (int column = 0; column < out; column += Gemm.BLOCK) {
      int columns = Math.min(Gemm.BLOCK, out - column);
      kernels
          .gemm()
          .multiply(
              scratch,
              0,
              PIXELS,
              depth,
              matrix,
              kernels.gemm().packedSize(depth, column),
              columns,
              scratch,
              products,
              Gemm.BLOCK);
      for (int pixel = first; pixel < end; ) {
        int x = pixel % w;
        int count = Math.min(end - pixel, w - x);
        finish.write(
            scratch,
            products + (pixel - first) * Gemm.BLOCK,
            Gemm.BLOCK,
            column,
            column + columns,
            images,
            pixel / w,
            x,
            count);
        pixel += count;
      }
    }
  }
}
