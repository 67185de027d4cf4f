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
 * @param h height of the output before a shuffle
 * @param w width of the output before a shuffle
 * @param matrix packed (depth x out)
 */
record ColumnProduct(
    Kernels kernels, int depth, int out, int h, int w, float[] matrix, Finish finish) {

  static final int PIXELS = 8 * Panel.ROWS;

  int pieces() {
    return (h * w + PIXELS - 1) / PIXELS;
  }

  int firstPixel(int piece) {
    return piece * PIXELS;
  }

  int pixels(int piece) {
    return Math.min(PIXELS, h * w - piece * PIXELS);
  }

  int scratch() {
    return Panel.size(PIXELS, depth) + PIXELS * Gemm.BLOCK;
  }

  void finish(int piece, Image[] images, float[] scratch) {
    int products = Panel.size(PIXELS, depth);
    int first = firstPixel(piece);
    int end = first + pixels(piece);
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
