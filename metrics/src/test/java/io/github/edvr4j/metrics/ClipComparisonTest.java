package io.github.edvr4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.edvr4j.metrics.ClipComparison.Mean;
import io.github.edvr4j.metrics.ClipComparison.Score;
import java.io.IOException;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClipComparisonTest {

  private static final int SIZE = 16;

  private final Random random = new Random(3);

  /** Values from 20 to 219, so that a shift of 20 levels clips nothing. */
  private Rgb8 picture() {
    byte[] values = new byte[SIZE * SIZE * 3];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) (20 + random.nextInt(200));
    }
    return new Rgb8(SIZE, SIZE, values);
  }

  private static Rgb8 shifted(Rgb8 picture, int levels) {
    byte[] values = picture.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] += (byte) levels;
    }
    return new Rgb8(picture.height(), picture.width(), values);
  }

  @Test
  void aFramesScoreIsBasicSrs() throws IOException {
    MetricsGolden golden = new MetricsGolden();
    Map<String, Double> results = golden.results();
    Rgb8 a = golden.picture("a_bgr");
    Rgb8 b = golden.picture("b_bgr");
    for (Channels channels : Channels.values()) {
      for (int border : new int[] {0, 4}) {
        Score score = new ClipComparison(channels, border).add(a, b);
        String suffix = "_crop" + border + "_" + channels;
        assertThat(score.psnr()).isCloseTo(results.get("psnr" + suffix), within(1e-9));
        assertThat(score.ssim()).isCloseTo(results.get("ssim" + suffix), within(1e-9));
        assertThat(score.flicker()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void meansAreOfTheFramesScores(Channels channels) {
    ClipComparison comparison = new ClipComparison(channels, 2);
    double psnr = 0;
    double ssim = 0;
    double flicker = 0;
    for (int t = 0; t < 4; t++) {
      Rgb8 a = picture();
      Rgb8 b = picture();
      Score score = comparison.add(a, b);
      assertThat(score.psnr()).isEqualTo(Psnr.between(a, b, channels, 2));
      assertThat(score.ssim()).isEqualTo(Ssim.between(a, b, channels, 2));
      psnr += score.psnr() / 4;
      ssim += score.ssim() / 4;
      flicker += score.flicker().orElse(0) / 3;
    }
    Mean mean = comparison.mean();
    assertThat(mean.frames()).isEqualTo(4);
    assertThat(mean.identical()).isZero();
    assertThat(mean.psnr()).isCloseTo(psnr, within(1e-12));
    assertThat(mean.ssim()).isCloseTo(ssim, within(1e-12));
    assertThat(mean.flicker().orElseThrow()).isCloseTo(flicker, within(1e-12)).isPositive();
  }

  @Test
  void flickerIsTheDefinition() {
    Rgb8[] a = {picture(), picture()};
    Rgb8[] b = {picture(), picture()};
    int border = 2;
    double sum = 0;
    for (int y = border; y < SIZE - border; y++) {
      for (int x = border; x < SIZE - border; x++) {
        for (int c = 0; c < 3; c++) {
          int changeOfA = a[1].at(y, x, c) - a[0].at(y, x, c);
          int changeOfB = b[1].at(y, x, c) - b[0].at(y, x, c);
          sum += Math.abs(changeOfA - changeOfB);
        }
      }
    }
    ClipComparison comparison = new ClipComparison(Channels.RGB, border);
    comparison.add(a[0], b[0]);
    assertThat(comparison.add(a[1], b[1]).flicker().orElseThrow())
        .isCloseTo(sum / (3 * 12 * 12), within(1e-12));
  }

  @Test
  void aConstantErrorDoesNotFlickerAndAnAlternatingOneDoes() {
    ClipComparison constant = new ClipComparison(Channels.RGB, 0);
    ClipComparison alternating = new ClipComparison(Channels.RGB, 0);
    for (int t = 0; t < 5; t++) {
      Rgb8 truth = picture();
      constant.add(shifted(truth, 7), truth);
      alternating.add(shifted(truth, t % 2 == 0 ? 7 : -7), truth);
    }
    assertThat(constant.mean().flicker()).hasValue(0);
    assertThat(alternating.mean().flicker()).hasValue(14);
    assertThat(constant.mean().psnr()).isCloseTo(alternating.mean().psnr(), within(1e-12));
  }

  @Test
  void identicalFramesAreCountedAndLeftOutOfTheMeanPsnr() {
    Rgb8 picture = picture();
    ClipComparison comparison = new ClipComparison(Channels.RGB, 0);
    assertThat(comparison.add(picture, picture).psnr()).isInfinite().isPositive();
    assertThat(comparison.mean().psnr()).isInfinite().isPositive();
    assertThat(comparison.mean().flicker()).isEmpty();

    double other = comparison.add(shifted(picture, 5), picture).psnr();
    assertThat(comparison.mean().psnr()).isEqualTo(other);
    assertThat(comparison.mean().identical()).isEqualTo(1);
    assertThat(comparison.mean().frames()).isEqualTo(2);
  }

  @Test
  void whatCannotBeComparedIsRefused() {
    ClipComparison comparison = new ClipComparison(Channels.RGB, 0);
    assertThatThrownBy(comparison::mean).isInstanceOf(IllegalStateException.class);
    Rgb8 picture = picture();
    Rgb8 wider = new Rgb8(SIZE, SIZE + 1, new byte[SIZE * (SIZE + 1) * 3]);
    assertThatThrownBy(() -> comparison.add(picture, wider)).hasMessageContaining("two sizes");
    comparison.add(picture, picture);
    assertThatThrownBy(() -> comparison.add(wider, wider)).hasMessageContaining("size changed");
  }
}
