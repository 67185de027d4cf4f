package io.github.edvr4j.train.torch;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** libtorch's convolutions against the same in double precision, which oneDNN has no part in. */
@Tag("narrow")
class OneDnnTest {

  @ParameterizedTest
  @CsvSource({
    "3, 8, 3, 1",
    "8, 3, 3, 1",
    "32, 108, 3, 1",
    "24, 24, 3, 1",
    "24, 16, 3, 1",
    "72, 32, 3, 1",
    "108, 27, 3, 1",
    "20, 16, 3, 1",
    "144, 24, 3, 2",
    "3, 72, 1, 1",
    "144, 108, 1, 1",
    "32, 32, 3, 1"
  })
  void isUsedOnlyWhereItIsRight(int in, int out, int kernel, int stride) {
    Libtorch.load();
    for (int frames : new int[] {1, 4, 20}) {
      try (PointerScope _ = new PointerScope()) {
        Tensor x = torch.randn(new long[] {frames, in, 20, 20});
        Tensor weight = torch.randn(new long[] {out, in, kernel, kernel});
        Tensor bias = torch.randn(new long[] {out});
        Tensor[] expected = results(torch.ScalarType.Double, x, weight, bias, stride);
        compare(results(torch.ScalarType.Float, x, weight, bias, stride), expected);
        Tensor channelsLast = x.contiguous(torch.MemoryFormat.ChannelsLast);
        compare(results(torch.ScalarType.Float, channelsLast, weight, bias, stride), expected);
      }
    }
  }

  /** The output, and the gradients of its half square. */
  private static Tensor[] results(
      torch.ScalarType type, Tensor x, Tensor weight, Tensor bias, long stride) {
    Tensor[] leaves = {leaf(type, x), leaf(type, weight), leaf(type, bias)};
    long padding = weight.size(2) / 2;
    Tensor y =
        torch.conv2d(
            leaves[0],
            leaves[1],
            new TensorOptional(leaves[2]),
            new long[] {stride, stride},
            new long[] {padding, padding},
            new long[] {1, 1},
            1);
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
      // Sums of up to 8000 floats are off by some 1e-6. Written so that NaN fails.
      assertThat(off < 1e-5 * largest).as("%d: off by %s of %s", i, off, largest).isTrue();
    }
  }
}
