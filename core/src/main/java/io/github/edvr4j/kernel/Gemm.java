package io.github.edvr4j.kernel;

/** Product of a {@link Panel} and a packed matrix: the one place where multiply-adds are many. */
public interface Gemm {

  /**
   * A multiple of every micro-kernel's width: what {@link #pack} made of the columns from a
   * multiple of this on starts at {@code packedSize(depth, thatMany)} and can be multiplied on its
   * own.
   */
  int BLOCK = 64;

  /**
   * Columns are padded to a multiple of this, the number of lanes; the products of the padding are
   * written too (as zeros, since packing pads with zeros).
   */
  int columnMultiple();

  /**
   * A matrix of (depth x columns), given row-major, in the order {@link #multiply} reads it: blocks
   * of columns as wide as the micro-kernel, each block depth by depth, the last block padded with
   * zeros.
   */
  float[] pack(float[] matrix, int depth, int columns);

  /**
   * c = a b.
   *
   * @param a a panel of (rows x depth) that starts at {@code aAt}
   * @param rows a multiple of {@link Panel#ROWS}
   * @param b what {@link #pack} made of the (depth x columns) matrix, starting at {@code bAt}
   * @param columns columns before padding
   * @param c row-major, row r starts at {@code cAt + r * cStride}; overwritten
   * @param cStride at least {@code columns} rounded up to {@link #columnMultiple}
   */
  void multiply(
      float[] a,
      int aAt,
      int rows,
      int depth,
      float[] b,
      int bAt,
      int columns,
      float[] c,
      int cAt,
      int cStride);

  /** Floats that {@link #pack} needs for a matrix of (depth x columns). */
  int packedSize(int depth, int columns);
}
