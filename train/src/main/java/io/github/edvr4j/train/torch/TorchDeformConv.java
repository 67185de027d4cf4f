package io.github.edvr4j.train.torch;

import io.github.edvr4j.ops.DeformConv2d;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/** The part of a deformable convolution that libtorch has no operation for: its columns. */
public interface TorchDeformConv {

  /**
   * What the taps of every output pixel read, times their masks; the layer's weight as a 1x1
   * convolution of it is the layer's output. Gradients flow into all operands.
   *
   * @param x (N, in, H, W)
   * @param offset (N, 2 G K, H', W') in pixels, see {@link DeformConv2d}
   * @param mask (N, G K, H', W')
   * @return (N, in K, H', W'), channel {@code c * K + k} for tap k of input channel c
   */
  Tensor columns(DeformConv2d layer, Tensor x, Tensor offset, Optional<Tensor> mask);
}
