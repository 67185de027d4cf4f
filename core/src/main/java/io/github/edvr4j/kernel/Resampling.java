package io.github.edvr4j.kernel;

/** Kernels that change an image's size, a band of output rows at a time. */
public interface Resampling {

  /**
   * Maximum over 3x3, stride 2, padding 1 with minus infinity: (H, W) to (ceil(H/2), ceil(W/2)).
   */
  void maxPool(Image x, Image y, int fromRow, int toRow);

  /** Sum over 3x3, stride 2, padding 1 with zero, divided by 9 even at the border. */
  void avgPool(Image x, Image y, int fromRow, int toRow);

  /**
   * Bilinear enlargement by {@code r} with pixel centres at one half (align_corners = false), times
   * {@code k}: source place {@code max(0, (i + 0.5) / r - 0.5)}, its neighbour clamped to the edge.
   */
  void upsample(Image x, Image y, int r, float k, int fromRow, int toRow);
}
