package io.github.edvr4j.kernel.scalar;

import io.github.edvr4j.kernel.Gemm;
import io.github.edvr4j.kernel.Panel;

/**
 * Matrix product, eight columns of a row at a time: c[j] = sum over k of a[k] b[k][j]. The eight
 * sums are local variables so that they stay in registers and don't wait for each other; an array
 * in their place is two times slower (the compiler can't rule out that it is one of the operands).
 */
public final class ScalarGemm implements Gemm {

  private static final int COLUMNS = 8;

  @Override
  public int columnMultiple() {
    return COLUMNS;
  }

  @Override
  public int packedSize(int depth, int columns) {
    return depth * ((columns + COLUMNS - 1) / COLUMNS * COLUMNS);
  }

  @Override
  public float[] pack(float[] matrix, int depth, int columns) {
    float[] packed = new float[packedSize(depth, columns)];
    int to = 0;
    for (int from = 0; from < columns; from += COLUMNS) {
      for (int k = 0; k < depth; k++) {
        System.arraycopy(matrix, k * columns + from, packed, to, Math.min(COLUMNS, columns - from));
        to += COLUMNS;
      }
    }
    return packed;
  }

  @Override
  public void multiply(
      float[] a,
      int aAt,
      int rows,
      int depth,
      float[] b,
      int bAt,
      int columns,
      float[] c,
      int cAt,
      int cStride) {
    for (int column = 0; column < columns; column += COLUMNS) {
      for (int row = 0; row < rows; row++) {
        multiplyRow(
            a,
            aAt + row * Panel.CHUNK,
            rows,
            depth,
            b,
            bAt + column * depth,
            c,
            cAt + row * cStride + column);
      }
    }
  }

  private static void multiplyRow(
      float[] a, int aAt, int rows, int depth, float[] b, int bAt, float[] c, int cAt) {
    float c0 = 0;
    float c1 = 0;
    float c2 = 0;
    float c3 = 0;
    float c4 = 0;
    float c5 = 0;
    float c6 = 0;
    float c7 = 0;
    int bk = bAt;
    int chunk = aAt;
    for (int from = 0; from < depth; from += Panel.CHUNK) {
      int end = chunk + Math.min(Panel.CHUNK, depth - from);
      for (int ak = chunk; ak < end; ak++) {
        float value = a[ak];
        c0 += value * b[bk];
        c1 += value * b[bk + 1];
        c2 += value * b[bk + 2];
        c3 += value * b[bk + 3];
        c4 += value * b[bk + 4];
        c5 += value * b[bk + 5];
        c6 += value * b[bk + 6];
        c7 += value * b[bk + 7];
        bk += COLUMNS;
      }
      chunk += rows * Panel.CHUNK;
    }
    c[cAt] = c0;
    c[cAt + 1] = c1;
    c[cAt + 2] = c2;
    c[cAt + 3] = c3;
    c[cAt + 4] = c4;
    c[cAt + 5] = c5;
    c[cAt + 6] = c6;
    c[cAt + 7] = c7;
  }
}
