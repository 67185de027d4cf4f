package io.github.edvr4j.engine;

/** What the engine spends its time on, by the way it is computed. */
public enum Operation {
  /** Convolutions of 3x3, stride 1, by Winograd's algorithm. */
  WINOGRAD,
  /** All other convolutions, as matrix products. */
  CONVOLUTION,
  /**
   * Deformable convolutions: the sampling, the product of what was sampled, and mostly the
   * prediction of where to sample.
   */
  DEFORMABLE,
  /** Bilinear enlargement and pooling. */
  RESAMPLING,
  /** Activations, sums, products and copies that no other operation took in. */
  POINTWISE;

  static Operation of(Op op) {
    return switch (op) {
      case Op.Conv conv -> WinogradTask.suits(conv.layer()) ? WINOGRAD : CONVOLUTION;
      case Op.Deform deform -> DEFORMABLE;
      case Op.MaxPool pool -> RESAMPLING;
      case Op.AvgPool pool -> RESAMPLING;
      case Op.Upsample upsample -> RESAMPLING;
      case Op.Input input -> POINTWISE;
      case Op.Concat concat -> POINTWISE;
      case Op.Channels channels -> POINTWISE;
      case Op.Pointwise pointwise -> POINTWISE;
      case Op.SumChannels sum -> POINTWISE;
      case Op.PixelShuffle shuffle -> POINTWISE;
      case Op.Probe probe -> POINTWISE;
    };
  }
}
