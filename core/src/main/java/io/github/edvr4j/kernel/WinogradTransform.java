package io.github.edvr4j.kernel;

/**
 * The input and output transforms of Winograd's F(4x4, 3x3) (Lavin and Gray 2016, section 4.3): a
 * tile of 4x4 output pixels from a window of 6x6 input pixels, with 36 multiplications instead of
 * 144 for each pair of channels.
 */
public interface WinogradTransform {

  /** Output pixels of a tile down and across. */
  int TILE = 4;

  /** Input pixels of a tile down and across. */
  int WINDOW = 6;

  /** Positions in the transformed domain, each a matrix product of its own. */
  int POSITIONS = WINDOW * WINDOW;

  /**
   * V = Bt d B for one tile and every channel of {@code x}: the window starts at row {@code 4 tileY
   * - 1}, column {@code 4 tileX - 1}; pixels outside the image are zero.
   *
   * @param panels one {@link Panel} of {@code rows} rows for each position, the first at {@code
   *     at}, the others each {@code positionStride} further; a stride that is no multiple of 1024
   *     keeps the 36 places of a tile out of each other's way in the cache
   * @param row the tile's row in the panels
   * @param depth where the channels of {@code x} begin along the depth
   */
  void input(
      Image x,
      int tileY,
      int tileX,
      float[] panels,
      int at,
      int positionStride,
      int rows,
      int row,
      int depth);

  /**
   * Y = At m A for one tile.
   *
   * @param products the tile's row of the first position's products starts at {@code at}, those of
   *     the others each {@code positionStride} further
   * @param columns output channels, already padded to {@link Gemm#columnMultiple}
   * @param tile gets the 16 pixels row by row, {@code columns} values each, from {@code tileAt} on
   */
  void output(float[] products, int at, int positionStride, int columns, float[] tile, int tileAt);
}
