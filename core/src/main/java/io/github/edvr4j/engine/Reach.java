package io.github.edvr4j.engine;

import io.github.edvr4j.ops.Kernel2d;

/**
 * Which rows of its inputs a node reads for some of its rows; rows outside the input are meant too.
 */
final class Reach {

  private Reach() {}

  /**
   * @param input which of the node's inputs
   * @param band rows of the node
   */
  static Band of(Node node, int input, Band band) {
    return switch (node.op()) {
      case Op.Conv conv when input < conv.parts() -> {
        Band rows = band.beforeShuffle(conv.shuffle());
        Kernel2d kernel = conv.layer().kernel();
        int first = rows.from() * kernel.strideY() - kernel.paddingY();
        int last =
            (rows.to() - 1) * kernel.strideY()
                - kernel.paddingY()
                + (kernel.height() - 1) * kernel.dilationY();
        yield new Band(first, last + 1);
      }
      case Op.Deform deform when input == 0 -> new Band(0, Integer.MAX_VALUE);
      case Op.MaxPool pool -> pooled(band);
      case Op.AvgPool pool -> pooled(band);
      case Op.Upsample(int r, float k) ->
          new Band((2 * band.from() + 1 - r) / (2 * r) - 1, (band.to() - 1) / r + 2);
      case Op.PixelShuffle(int r) -> band.beforeShuffle(r);
      case Op.Conv conv -> band;
      case Op.Deform deform -> band;
      case Op.Concat concat -> band;
      case Op.Channels channels -> band;
      case Op.Pointwise pointwise -> band;
      case Op.SumChannels sum -> band;
      case Op.Probe probe -> band;
      case Op.Input outside -> throw new IllegalArgumentException("an input reads nothing");
    };
  }

  private static Band pooled(Band band) {
    return new Band(2 * band.from() - 1, 2 * band.to());
  }
}
