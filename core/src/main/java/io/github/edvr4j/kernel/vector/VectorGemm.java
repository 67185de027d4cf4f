package io.github.edvr4j.kernel.vector;

import io.github.edvr4j.kernel.Gemm;
import io.github.edvr4j.kernel.Panel;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Matrix product by register blocking (Goto and van de Geijn, Anatomy of High-Performance Matrix
 * Multiplication, 2008): a micro-kernel keeps {@value Panel#ROWS} rows times two vectors of columns
 * of c in registers over the whole depth, and adds at each depth the outer product of a column of a
 * and a row of b. Twelve accumulators hide the latency of the multiply-add on every machine of
 * today, and with the two vectors of b and the value of a they just fit into 16 registers; 6 x 4
 * vectors, which would fit into the 32 registers of 16 lanes, came out half as fast (JDK 25, Zen 5:
 * 115 against 225 GFLOP/s, of 235). A last odd vector of columns has its own micro-kernel.
 *
 * <p>The micro-kernels are written out because the accumulators stay in registers only as local
 * variables.
 */
public final class VectorGemm implements Gemm {

  private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;
  private static final int LANES = Lanes.COUNT;

  /** Vectors of columns of the widest micro-kernel. */
  private static final int WIDEST = 2;

  @Override
  public int columnMultiple() {
    return LANES;
  }

  @Override
  public int packedSize(int depth, int columns) {
    return depth * vectors(columns) * LANES;
  }

  @Override
  public float[] pack(float[] matrix, int depth, int columns) {
    float[] packed = new float[packedSize(depth, columns)];
    int to = 0;
    int vectors = vectors(columns);
    for (int v = 0; v < vectors; v += width(vectors - v)) {
      int width = width(vectors - v) * LANES;
      int from = v * LANES;
      for (int k = 0; k < depth; k++) {
        System.arraycopy(matrix, k * columns + from, packed, to, Math.min(width, columns - from));
        to += width;
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
    int vectors = vectors(columns);
    for (int v = 0; v < vectors; v += width(vectors - v)) {
      int width = width(vectors - v);
      int bBlock = bAt + v * LANES * depth;
      for (int row = 0; row < rows; row += Panel.ROWS) {
        int ai = aAt + row * Panel.CHUNK;
        int ci = cAt + row * cStride + v * LANES;
        if (width == WIDEST) {
          sixByTwo(a, ai, rows, depth, b, bBlock, c, ci, cStride);
        } else {
          sixByOne(a, ai, rows, depth, b, bBlock, c, ci, cStride);
        }
      }
    }
  }

  private static int vectors(int columns) {
    return (columns + LANES - 1) / LANES;
  }

  /** Width of the next block, in vectors: the widest micro-kernel that is not too wide. */
  private static int width(int vectorsLeft) {
    return Math.min(WIDEST, vectorsLeft);
  }

  /** c = a b for six rows and two vectors of columns. */
  private static void sixByTwo(
      float[] a,
      int aAt,
      int rows,
      int depth,
      float[] b,
      int bAt,
      float[] c,
      int cAt,
      int cStride) {
    FloatVector c00 = FloatVector.zero(SPECIES);
    FloatVector c01 = FloatVector.zero(SPECIES);
    FloatVector c10 = FloatVector.zero(SPECIES);
    FloatVector c11 = FloatVector.zero(SPECIES);
    FloatVector c20 = FloatVector.zero(SPECIES);
    FloatVector c21 = FloatVector.zero(SPECIES);
    FloatVector c30 = FloatVector.zero(SPECIES);
    FloatVector c31 = FloatVector.zero(SPECIES);
    FloatVector c40 = FloatVector.zero(SPECIES);
    FloatVector c41 = FloatVector.zero(SPECIES);
    FloatVector c50 = FloatVector.zero(SPECIES);
    FloatVector c51 = FloatVector.zero(SPECIES);
    int bk = bAt;
    int chunk = aAt;
    for (int from = 0; from < depth; from += Panel.CHUNK) {
      int end = chunk + Math.min(Panel.CHUNK, depth - from);
      for (int ak = chunk; ak < end; ak++) {
        FloatVector b0 = FloatVector.fromArray(SPECIES, b, bk);
        FloatVector b1 = FloatVector.fromArray(SPECIES, b, bk + LANES);
        FloatVector a0 = FloatVector.broadcast(SPECIES, a[ak]);
        c00 = a0.fma(b0, c00);
        c01 = a0.fma(b1, c01);
        FloatVector a1 = FloatVector.broadcast(SPECIES, a[ak + Panel.CHUNK]);
        c10 = a1.fma(b0, c10);
        c11 = a1.fma(b1, c11);
        FloatVector a2 = FloatVector.broadcast(SPECIES, a[ak + 2 * Panel.CHUNK]);
        c20 = a2.fma(b0, c20);
        c21 = a2.fma(b1, c21);
        FloatVector a3 = FloatVector.broadcast(SPECIES, a[ak + 3 * Panel.CHUNK]);
        c30 = a3.fma(b0, c30);
        c31 = a3.fma(b1, c31);
        FloatVector a4 = FloatVector.broadcast(SPECIES, a[ak + 4 * Panel.CHUNK]);
        c40 = a4.fma(b0, c40);
        c41 = a4.fma(b1, c41);
        FloatVector a5 = FloatVector.broadcast(SPECIES, a[ak + 5 * Panel.CHUNK]);
        c50 = a5.fma(b0, c50);
        c51 = a5.fma(b1, c51);
        bk += 2 * LANES;
      }
      chunk += rows * Panel.CHUNK;
    }
    c00.intoArray(c, cAt);
    c01.intoArray(c, cAt + LANES);
    c10.intoArray(c, cAt + cStride);
    c11.intoArray(c, cAt + cStride + LANES);
    c20.intoArray(c, cAt + 2 * cStride);
    c21.intoArray(c, cAt + 2 * cStride + LANES);
    c30.intoArray(c, cAt + 3 * cStride);
    c31.intoArray(c, cAt + 3 * cStride + LANES);
    c40.intoArray(c, cAt + 4 * cStride);
    c41.intoArray(c, cAt + 4 * cStride + LANES);
    c50.intoArray(c, cAt + 5 * cStride);
    c51.intoArray(c, cAt + 5 * cStride + LANES);
  }

  /** The same for one vector of columns. */
  private static void sixByOne(
      float[] a,
      int aAt,
      int rows,
      int depth,
      float[] b,
      int bAt,
      float[] c,
      int cAt,
      int cStride) {
    FloatVector c00 = FloatVector.zero(SPECIES);
    FloatVector c10 = FloatVector.zero(SPECIES);
    FloatVector c20 = FloatVector.zero(SPECIES);
    FloatVector c30 = FloatVector.zero(SPECIES);
    FloatVector c40 = FloatVector.zero(SPECIES);
    FloatVector c50 = FloatVector.zero(SPECIES);
    int bk = bAt;
    int chunk = aAt;
    for (int from = 0; from < depth; from += Panel.CHUNK) {
      int end = chunk + Math.min(Panel.CHUNK, depth - from);
      for (int ak = chunk; ak < end; ak++) {
        FloatVector b0 = FloatVector.fromArray(SPECIES, b, bk);
        FloatVector a0 = FloatVector.broadcast(SPECIES, a[ak]);
        c00 = a0.fma(b0, c00);
        FloatVector a1 = FloatVector.broadcast(SPECIES, a[ak + Panel.CHUNK]);
        c10 = a1.fma(b0, c10);
        FloatVector a2 = FloatVector.broadcast(SPECIES, a[ak + 2 * Panel.CHUNK]);
        c20 = a2.fma(b0, c20);
        FloatVector a3 = FloatVector.broadcast(SPECIES, a[ak + 3 * Panel.CHUNK]);
        c30 = a3.fma(b0, c30);
        FloatVector a4 = FloatVector.broadcast(SPECIES, a[ak + 4 * Panel.CHUNK]);
        c40 = a4.fma(b0, c40);
        FloatVector a5 = FloatVector.broadcast(SPECIES, a[ak + 5 * Panel.CHUNK]);
        c50 = a5.fma(b0, c50);
        bk += LANES;
      }
      chunk += rows * Panel.CHUNK;
    }
    c00.intoArray(c, cAt);
    c10.intoArray(c, cAt + cStride);
    c20.intoArray(c, cAt + 2 * cStride);
    c30.intoArray(c, cAt + 3 * cStride);
    c40.intoArray(c, cAt + 4 * cStride);
    c50.intoArray(c, cAt + 5 * cStride);
  }
}
