package io.github.edvr4j.engine;

import io.github.edvr4j.kernel.Gemm;
import io.github.edvr4j.kernel.Image;
import io.github.edvr4j.kernel.Kernels;
import io.github.edvr4j.kernel.Panel;
import io.github.edvr4j.kernel.Region;

/**
 * The second half of a convolution that is computed as a matrix product, plain or deformable: a
 * piece is {@value #PIXELS} output pixels, whose taps lie in the scratch memory as a {@link Panel}
 * of so many rows; they are multiplied with the weights and finished.
 *
 * @param depth values of a row, taps times channels
 * @param out columns
 * @param matrix packed (depth x out)
 */
record ColumnProduct(Kernels kernels, int depth, int out, float[] matrix, Finish finish) {

  static final int PIXELS = 8 * Panel.ROWS;

  int scratch() {
    return Panel.size(PIXELS, depth) + PIXELS * Gemm.BLOCK;
  }

  /**
   * Multiplies the panel that begins the scratch memory, and finishes.
   *
   * @param region of the output before a shuffle
   * @param first of the region's pixels that the panel's rows are
   */
  void finish(Region region, int first, int pixels, Image[] images, float[] scratch) {
    int products = Panel.size(PIXELS, depth);
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
      for (int pixel = first; pixel < first + pixels; ) {
        int count = Math.min(first + pixels - pixel, region.w() - pixel % region.w());
        finish.write(
            scratch,
            products + (pixel - first) * Gemm.BLOCK,
            Gemm.BLOCK,
            column,
            column + columns,
            images,
            region.row(pixel),
            region.column(pixel),
            count);
        pixel += count;
      }
    }
  }
}
