package io.github.edvr4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.edvr4j.resize.Bicubic;
import io.github.edvr4j.tensor.Shape;
import io.github.edvr4j.tensor.Tensor;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MetricsTest {

  private final MetricsGolden golden = new MetricsGolden();
  private final Rgb8 a = golden.picture("a_bgr");
  private final Rgb8 b = golden.picture("b_bgr");

  @Test
  void psnrAndSsimAreBasicSrs() throws IOException {
    Map<String, Double> results = golden.results();
    int checked = 0;
    for (Channels channels : Channels.values()) {
      for (int border : new int[] {0, 4}) {
        String suffix = "_crop" + border + "_" + channels;
        assertThat(Psnr.between(a, b, channels, border))
            .as("psnr" + suffix)
            .isCloseTo(results.get("psnr" + suffix), within(1e-9));
        assertThat(Ssim.between(a, b, channels, border))
            .as("ssim" + suffix)
            .isCloseTo(results.get("ssim" + suffix), within(1e-9));
        checked += 2;
      }
    }
    assertThat(checked).isEqualTo(8).isEqualTo(results.size());
  }

  @Test
  void lumaIsBasicSrsToTheLastBit() {
    double[] luma = Channels.Y.plane(a, 0, 0).values();
    double[] expected = golden.array("a_y").doubles();
    assertThat(expected).hasSize(48 * 56);
    assertThat(luma).containsExactly(expected);
  }

  @Test
  void aPictureEqualsItself() {
    assertThat(Psnr.between(a, a, Channels.RGB, 0)).isInfinite().isPositive();
    assertThat(Ssim.between(a, a, Channels.Y, 0)).isEqualTo(1.0);
  }

  /**
   * Higher than a strip, which the goldens are not; the mean of the windows is that of the parts.
   */
  @Test
  void ssimOfAHighPictureIsTheMeanOfItsParts() {
    int height = 64 + 64 + 7 + 10;
    Rgb8 high = noise(height, 5);
    Rgb8 other = noise(height, 6);
    double sum = 0;
    for (int row = 0; row < height - 10; row++) {
      sum += Ssim.between(rows(high, row), rows(other, row), Channels.RGB, 0);
    }
    assertThat(Ssim.between(high, other, Channels.RGB, 0))
        .isCloseTo(sum / (height - 10), within(1e-12));
  }

  private static Rgb8 noise(int height, long seed) {
    byte[] values = new byte[height * 13 * 3];
    new Random(seed).nextBytes(values);
    return new Rgb8(height, 13, values);
  }

  /** The 11 rows from one on, on which the window lies once. */
  private static Rgb8 rows(Rgb8 picture, int from) {
    return new Rgb8(
        11, 13, Arrays.copyOfRange(picture.values(), from * 13 * 3, (from + 11) * 13 * 3));
  }

  @Test
  void sizesAndBordersAreChecked() {
    Rgb8 small = new Rgb8(10, 40, new byte[10 * 40 * 3]);
    assertThatThrownBy(() -> Psnr.between(a, small, Channels.RGB, 0)).hasMessageContaining("40x10");
    assertThatThrownBy(() -> Psnr.between(small, small, Channels.RGB, 5))
        .hasMessageContaining("border of 5");
    assertThatThrownBy(() -> Ssim.between(small, small, Channels.RGB, 0))
        .hasMessageContaining("11x11");
  }

  @Test
  void networkOutputIsClampedAndRoundedHalfToEven() {
    float half = 0.5f / 255f;
    float[] values = {-1f, 0f, half, 3 * half, 2f, Float.NaN};
    Rgb8 picture = Rgb8.of(new Tensor(Shape.of(3, 1, 2), values));
    assertThat(picture.values()).containsExactly(0, 0, -1, 0, 2, 0);
    assertThat(Rgb8.of(1, 2, new float[] {-1f, half, 2f, 0f, 3 * half, Float.NaN}))
        .isEqualTo(picture);
  }

  @Test
  void bicubicIsMatlabsDownAndUp() {
    Tensor full = tensor("hr_chw", 48, 64);
    Tensor reduced = Bicubic.resize(full, 0.25);
    assertThat(reduced.shape()).isEqualTo(Shape.of(3, 12, 16));
    assertThat(reduced.data()).containsExactly(golden.array("lr_x025").floats(), within(1e-6f));
    assertThat(Rgb8.of(reduced)).isEqualTo(Rgb8.of(tensor("lr_x025", 12, 16)));

    Tensor enlarged = Bicubic.resize(tensor("lr_x025", 12, 16), 4);
    assertThat(enlarged.shape()).isEqualTo(full.shape());
    assertThat(enlarged.data()).containsExactly(golden.array("lr_up4").floats(), within(1e-6f));
  }

  @Test
  void bicubicKeepsAConstantAtEverySizeAndScale() {
    for (double scale : new double[] {0.05, 1.0 / 3, 0.7, 1, 1.5, 3.3}) {
      for (int extent : new int[] {1, 2, 7}) {
        float[] values = new float[extent * (extent + 1)];
        Arrays.fill(values, 0.3f);
        Tensor resized = Bicubic.resize(new Tensor(Shape.of(1, extent, extent + 1), values), scale);
        assertThat(resized.shape().h()).isEqualTo((int) Math.ceil(extent * scale));
        for (float value : resized.data()) {
          assertThat(value).isCloseTo(0.3f, within(1e-6f));
        }
      }
    }
  }

  @Test
  void bicubicByOneChangesNothing() {
    Tensor full = tensor("hr_chw", 48, 64);
    assertThat(Bicubic.resize(full, 1)).isEqualTo(full);
  }

  @Test
  void aScaleMustBePositive() {
    Tensor one = Tensor.zeros(Shape.of(1, 1, 1));
    for (double scale : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> Bicubic.resize(one, scale))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private Tensor tensor(String name, int height, int width) {
    return new Tensor(Shape.of(3, height, width), golden.array(name).floats());
  }
}
