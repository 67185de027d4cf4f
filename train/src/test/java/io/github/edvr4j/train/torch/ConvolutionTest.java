package io.github.edvr4j.train.torch;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the same in double precision, which oneDNN has no part in. */
class ConvolutionTest {

  private static final Convolution SAME =
      new Convolution(new long[] {1, 1}, new long[] {1, 1}, new long[] {1, 1}, 1);

  @ParameterizedTest
  @CsvSource({"3, 8", "8, 3", "32, 108", "24, 24", "72, 32", "108, 27", "20, 16", "32, 32"})
  void isRightForAnyChannelsInBothLayouts(int in, int out) {
    Libtorch.load();
    try (PointerScope _ = new PointerScope()) {
      Tensor x = torch.randn(new long[] {2, in, 20, 20});
      Tensor weight = torch.randn(new long[] {out, in, 3, 3});
      Tensor bias = torch.randn(new long[] {out});
      Tensor[] expected = results(torch.ScalarType.Double, x, weight, bias);
      compare(results(torch.ScalarType.Float, x, weight, bias), expected);
      Tensor channelsLast = x.contiguous(torch.MemoryFormat.ChannelsLast);
      compare(results(torch.ScalarType.Float, channelsLast, weight, bias), expected);
    }
  }

  /** The output, and the gradients of its half square. */
  private static Tensor[] results(torch.ScalarType type, Tensor x, Tensor weight, Tensor bias) {
    Tensor[] leaves = {leaf(type, x), leaf(type, weight), leaf(type, bias)};
    Tensor y = SAME.of(leaves[0], leaves[1], new TensorOptional(leaves[2]));
    y.mul(y.detach()).sum().backward();
    return new Tensor[] {y, leaves[0].grad(), leaves[1].grad(), leaves[2].grad()};
  }

  private static Tensor leaf(torch.ScalarType type, Tensor values) {
    return values.to(type).detach().requires_grad_(true);
  }

  private static void compare(Tensor[] actual, Tensor[] expected) {
    for (int i = 0; i < expected.length; i++) {
      double largest = expected[i].detach().abs().max().item_double();
      double off =
          actual[i]
              .detach()
              .to(torch.ScalarType.Double)
              .sub(expected[i].detach())
              .abs()
              .max()
              .item_double();
      // Written so that NaN fails.
      assertThat(off < 1e-5 * largest).as("%d: off by %s of %s", i, off, largest).isTrue();
    }
  }
}
