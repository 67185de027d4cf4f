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

  /** Floats that {@link #input} needs for itself: a window of the widest vectors. */
  int SPARE = POSITIONS * 16;

  /**
   * V = Bt d B for one tile and every channel of {@code x}: the window starts at row {@code 4 tileY
   * - 1}, column {@code 4 tileX - 1}; pixels outside the image are zero.
   *
   * @param panels one {@link Panel} of {@code rows} rows for each position, the first at {@code
   *     at}, the others each {@code positionStride} further; a stride that is no multiple of 1024
   *     keeps the 36 places of a tile out of each other's way in the cache
   * @param row the tile's row in the panels
   * @param depth where the channels of {@code x} begin along the depth
   * @param spareAt {@value #SPARE} floats of {@code panels} that a window over the border of the
   *     image may be gathered in
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
      int depth,
      int spareAt);

  /**
   * Y = At m A for one tile, plus the bias, times {@code slope} where negative.
   *
   * @param products the tile's row of the first position's products starts at {@code at}, those of
   *     the others each {@code positionStride} further
   * @param columns output channels, a multiple of {@link Gemm#columnMultiple}
   * @param bias of the first column is at {@code biasAt}
   * @param slope 1 to leave the sums as they are
   * @param y gets pixel (i, j) of the tile at {@code yAt + i * down + j * across}
   */
  void output(
      float[] products,
      int at,
      int positionStride,
      int columns,
      float[] bias,
      int biasAt,
      float slope,
      float[] y,
      int yAt,
      int down,
      int across);
}
