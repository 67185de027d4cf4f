package io.github.edvr4j.ops;

import java.util.List;
import java.util.Optional;

/**
 * The primitive operations of the network. The network is written once over this interface; each
 * interpreter gives {@code T} its meaning: an array that is computed at once, a node of a graph
 * that is computed later, a cost.
 *
 * <p>None of the operations is fused and none changes its operands. Shapes are (N, C, H, W).
 *
 * <p>Operands whose shapes don't fit throw {@link IllegalArgumentException}.
 *
 * @param <T> the interpreter's tensor
 */
public interface Ops<T> {

  /** Convolution of (N, in, H, W) to (N, out, H', W'). */
  T conv(Conv2d layer, T x);

  /**
   * Deformable convolution; see {@link DeformConv2d} for the channel order.
   *
   * @param x (N, in, H, W)
   * @param offset (N, 2 G K, H', W') in pixels of this level, unbounded
   * @param mask (N, G K, H', W'), usually in [0, 1]; without it every tap counts fully (DCNv1)
   */
  T deformConv(DeformConv2d layer, T x, T offset, Optional<T> mask);

  /** The parts one after another along the channels. */
  T concat(List<T> parts);

  /** Channels {@code from} (inclusive) to {@code to} (exclusive). */
  T channels(T x, int from, int to);

  /** The activation of every value. */
  T activate(Activation activation, T x);

  /** Sum of two tensors of one shape. */
  T add(T a, T b);

  /** Product by element; {@code b} may have a single channel, which then counts for all. */
  T mul(T a, T b);

  /** Every value times {@code k}. */
  T scale(T x, float k);

  /** The sum over the channels: (N, C, H, W) to (N, 1, H, W). */
  T sumChannels(T x);

  /** Maximum over 3x3 with stride 2 and padding 1; outside the image counts as minus infinity. */
  T maxPool(T x);

  /** Sum over 3x3 with stride 2 and padding 1, always divided by 9: outside counts as zero. */
  T avgPool(T x);

  /** Bilinear enlargement by {@code r}, with pixel centres at one half (align_corners = false). */
  T upsample(T x, int r);

  /**
   * (N, C r r, H, W) to (N, C, H r, W r): channel c r r + i r + j goes to pixel (i, j) of block.
   */
  T pixelShuffle(T x, int r);

  /** The same tensor, under a name by which an interpreter lets it be watched. */
  T probe(String name, T x);
}
