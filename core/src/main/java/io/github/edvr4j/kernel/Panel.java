package io.github.edvr4j.kernel;

/**
 * The left operand of a matrix product, (rows x depth), as {@link Gemm} wants it: cut along the
 * depth into chunks of {@value #CHUNK}, each chunk row-major. The distance of two rows is thereby a
 * constant of the program whatever the depth, which lets the compiler address six rows at once.
 */
public final class Panel {

  /** Rows that {@link Gemm} computes at a time; a panel's rows are a multiple of it. */
  public static final int ROWS = 6;

  /** Depth of a chunk, a power of two and a multiple of every number of lanes. */
  public static final int CHUNK = 32;

  private Panel() {}

  /** Where the value of a row at a depth lies in a panel that starts at zero. */
  public static int index(int rows, int row, int depth) {
    return (depth & -CHUNK) * rows + row * CHUNK + (depth & (CHUNK - 1));
  }

  /** Floats that a panel takes, the last chunk's unused end included. */
  public static int size(int rows, int depth) {
    return (depth + CHUNK - 1) / CHUNK * rows * CHUNK;
  }
}
