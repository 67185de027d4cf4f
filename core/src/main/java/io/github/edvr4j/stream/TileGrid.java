package io.github.edvr4j.stream;

/**
 * A frame cut into overlapping tiles of one size, so that the network is laid out once for all; one
 * tile, if it is computed whole.
 */
record TileGrid(TileAxis rows, TileAxis columns) {

  static TileGrid whole(int height, int width) {
    return of(height, width, Math.max(height, width), 0, 1);
  }

  /**
   * @param height of the frame, a multiple of {@code multiple}, as is the width
   * @param size rows and columns of a tile at most
   * @param overlap what neighbours have in common at least
   */
  static TileGrid of(int height, int width, int size, int overlap, int multiple) {
    return new TileGrid(
        TileAxis.of(height, size, overlap, multiple), TileAxis.of(width, size, overlap, multiple));
  }

  int tiles() {
    return rows.starts().size() * columns.starts().size();
  }

  int tileHeight() {
    return rows.tile();
  }

  int tileWidth() {
    return columns.tile();
  }

  /** Pixels that are computed for one pixel of the frame. */
  double share() {
    return (double) tiles()
        * tileHeight()
        * tileWidth()
        / ((double) rows.extent() * columns.extent());
  }

  /**
   * Copies a tile out of a frame.
   *
   * @param tile 0 to {@link #tiles} - 1, row by row
   * @param frame (H, W, 3)
   * @param into (tileHeight, tileWidth, 3)
   */
  void cut(int tile, float[] frame, float[] into) {
    int row = tileWidth() * Frame.CHANNELS;
    int stride = columns.extent() * Frame.CHANNELS;
    int from = top(tile) * stride + left(tile) * Frame.CHANNELS;
    for (int y = 0; y < tileHeight(); y++) {
      System.arraycopy(frame, from + y * stride, into, y * row, row);
    }
  }

  /**
   * Adds a restored tile to its frame, weighted so that all tiles together make the frame.
   *
   * @param restored (tileHeight * scale, tileWidth * scale, 3)
   * @param part of the whole that this picture of the tile counts for, up to 1
   * @param into the restored frame, cropped at the right and at the bottom
   */
  void blend(int tile, int scale, float[] restored, float part, Frame into) {
    float[] down = rows.weights(tile / columns.starts().size(), scale);
    float[] across = columns.weights(tile % columns.starts().size(), scale);
    int top = top(tile) * scale;
    int left = left(tile) * scale;
    int height = Math.min(down.length, into.height() - top);
    int width = Math.min(across.length, into.width() - left);
    for (int y = 0; y < height; y++) {
      int from = y * across.length * Frame.CHANNELS;
      int to = ((top + y) * into.width() + left) * Frame.CHANNELS;
      for (int x = 0; x < width; x++) {
        float weight = part * down[y] * across[x];
        for (int c = 0; c < Frame.CHANNELS; c++) {
          into.rgb()[to++] += weight * restored[from++];
        }
      }
    }
  }

  private int top(int tile) {
    return rows.starts().get(tile / columns.starts().size());
  }

  private int left(int tile) {
    return columns.starts().get(tile % columns.starts().size());
  }
}
