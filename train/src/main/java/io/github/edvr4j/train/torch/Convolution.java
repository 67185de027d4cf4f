package io.github.edvr4j.train.torch;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * libtorch's convolution, with channels that fill whole vectors. Where they don't, oneDNN 3.7
 * rounds them up in copies of its own and on some processors leaves what it adds unwritten: outputs
 * and gradients then hold whatever lay in memory. Nothing is computed that oneDNN would not compute
 * anyway.
 */
record Convolution(long[] stride, long[] padding, long[] dilation, long groups) {

  /** Floats of the widest vector there is. */
  private static final long VECTOR = 16;

  private static final long[] ONE = {1, 1};
  private static final long[] ZERO = {0, 0};

  /** 1x1, with stride 1. */
  static Convolution pointwise(long groups) {
    return new Convolution(ONE, ZERO, ONE, groups);
  }

  /**
   * @param x (N, in, H, W)
   * @param weight (out, in / groups, kernel height, kernel width)
   * @param bias (out)
   * @return (N, out, H', W')
   */
  Tensor of(Tensor x, Tensor weight, TensorOptional bias) {
    // With channels last, input channels are read as they are.
    Tensor input = x.size(1) % VECTOR == 0 ? x : x.contiguous(torch.MemoryFormat.ChannelsLast);
    long out = weight.size(0);
    long more = Math.floorMod(-out, VECTOR);
    if (more == 0 || groups > 1) {
      return torch.conv2d(input, weight, bias, stride, padding, dilation, groups);
    }
    Tensor wide = torch.constant_pad_nd(weight, 0, 0, 0, 0, 0, 0, 0, more);
    TensorOptional wideBias =
        bias.has_value() ? new TensorOptional(torch.constant_pad_nd(bias.get(), 0, more)) : bias;
    return torch.conv2d(input, wide, wideBias, stride, padding, dilation, groups).narrow(1, 0, out);
  }
}
