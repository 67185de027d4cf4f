package io.github.edvr4j.train.torch;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * The library that libtorch convolves with on x86-64. On some machines, virtual ones that hide
 * their processor's caches among them, version 3.7 leaves parts of outputs and gradients unwritten,
 * which then hold whatever lay in memory, and it writes where it should not.
 */
final class OneDnn {

  /** Frames, input and output channels, and pixels that it was seen to fail with. */
  private static final long[][] SUSPECTS = {{4, 16, 3, 16}, {4, 8, 3, 24}, {4, 16, 108, 16}};

  /**
   * Rounding is off by some 1e-6 of the largest value, and what lay in memory by about as much as
   * the value itself.
   */
  private static final double TOLERANCE = 1e-3;

  /** Bytes of the smallest and of the largest buffer that its convolutions of the suspects use. */
  private static final long SMALLEST_BUFFER = 1 << 10;

  private static final long LARGEST_BUFFER = 1 << 22;

  private OneDnn() {}

  /** Makes libtorch do without it where it convolves wrongly; returns whether it is right. */
  static boolean useWhereRight() {
    // What libtorch would take next complains on stderr of every processor that it doesn't know.
    torch.globalContext().setUserEnabledNNPACK(false);
    boolean right = true;
    for (long[] suspect : SUSPECTS) {
      right &= isRight(suspect[0], suspect[1], suspect[2], suspect[3]);
    }
    torch.globalContext().setUserEnabledMkldnn(right);
    return right;
  }

  private static boolean isRight(long frames, long in, long out, long pixels) {
    try (PointerScope _ = new PointerScope()) {
      Tensor x = waves(frames, in, pixels, pixels);
      Tensor weight = waves(out, in, 3, 3);
      torch.globalContext().setUserEnabledMkldnn(false);
      Tensor expected = gradient(x, weight);
      torch.globalContext().setUserEnabledMkldnn(true);
      soilFreeMemory();
      double off = gradient(x, weight).sub(expected).abs().max().item_double();
      // Written so that NaN is wrong.
      return off <= TOLERANCE * expected.abs().max().item_double();
    }
  }

  /** Values without a seed, which a training's draws would depend on. */
  private static Tensor waves(long... extents) {
    long elements = 1;
    for (long extent : extents) {
      elements *= extent;
    }
    return torch.arange(new Scalar(elements)).to(torch.ScalarType.Float).sin().view(extents);
  }

  /** Memory that was never used is zero, as which what is left unwritten would be right. */
  private static void soilFreeMemory() {
    for (long bytes = SMALLEST_BUFFER; bytes <= LARGEST_BUFFER; bytes *= 2) {
      torch.full(new long[] {bytes / Float.BYTES}, new Scalar(Double.NaN)).close();
    }
  }

  private static Tensor gradient(Tensor x, Tensor weight) {
    Tensor leaf = x.detach().requires_grad_(true);
    long[] one = {1, 1};
    torch.conv2d(leaf, weight, new TensorOptional(), one, one, one, 1).sum().backward();
    return leaf.grad();
  }
}
