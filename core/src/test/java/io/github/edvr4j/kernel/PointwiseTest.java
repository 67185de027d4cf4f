package io.github.edvr4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("lanes")
class PointwiseTest {

  /** Two random runs of the same extent, as gapless as chance has it. */
  private static final class Runs {
    final int pixels;
    final int channels;
    final int xAt;
    final int xStride;
    final int yAt;
    final int yStride;
    final float[] x;
    final float[] y;
    final float[] before;

    Runs(Random random) {
      pixels = 1 + random.nextInt(9);
      channels = RandomFloats.pick(random, 1, 3, 8, 13, 16, 17, 32, 64, 216);
      xAt = random.nextInt(4);
      yAt = random.nextInt(4);
      xStride = channels + RandomFloats.pick(random, 0, 0, 3);
      yStride = channels + RandomFloats.pick(random, 0, 0, 5);
      x = RandomFloats.of(random, xAt + pixels * xStride);
      y = RandomFloats.of(random, yAt + pixels * yStride);
      before = x.clone();
    }

    float before(int pixel, int channel) {
      return before[xAt + pixel * xStride + channel];
    }

    float y(int pixel, int channel) {
      return y[yAt + pixel * yStride + channel];
    }

    /** Every value of x must be as wanted, those outside the run untouched. */
    void check(double tolerance, Wanted wanted) {
      for (int i = 0; i < x.length; i++) {
        int pixel = (i - xAt) / xStride;
        int channel = (i - xAt) % xStride;
        if (i < xAt || channel >= channels) {
          assertThat(x[i]).isEqualTo(before[i]);
        } else {
          assertThat((double) x[i]).isCloseTo(wanted.at(pixel, channel), within(tolerance));
        }
      }
    }
  }

  private interface Wanted {
    double at(int pixel, int channel);
  }

  private interface Operation {
    void apply(Pointwise pointwise, Runs runs);
  }

  private static void check(
      RepetitionInfo run, double tolerance, Operation operation, WantedOf wanted) {
    for (Kernels kernels : new Kernels[] {Kernels.scalar(), Kernels.best()}) {
      Runs runs = new Runs(new Random(run.getCurrentRepetition()));
      operation.apply(kernels.pointwise(), runs);
      runs.check(tolerance, (p, c) -> wanted.at(runs, p, c));
    }
  }

  private interface WantedOf {
    double at(Runs runs, int pixel, int channel);
  }

  @RepeatedTest(20)
  void leaky(RepetitionInfo run) {
    check(
        run,
        0,
        (k, r) -> k.leaky(r.x, r.xAt, r.xStride, 0.1f, r.pixels, r.channels),
        (r, p, c) -> r.before(p, c) < 0 ? r.before(p, c) * 0.1f : r.before(p, c));
  }

  @RepeatedTest(20)
  void biasLeaky(RepetitionInfo run) {
    Random random = new Random(run.getCurrentRepetition());
    float slope = new float[] {0, 0.1f, 1}[random.nextInt(3)];
    float[] bias = RandomFloats.of(random, 300);
    for (Kernels kernels : new Kernels[] {Kernels.scalar(), Kernels.best()}) {
      Runs r = new Runs(new Random(run.getCurrentRepetition()));
      kernels
          .pointwise()
          .biasLeaky(
              r.y, r.yAt, r.yStride, bias, 5, slope, r.x, r.xAt, r.xStride, r.pixels, r.channels);
      r.check(
          0,
          (p, c) -> {
            float sum = r.y(p, c) + bias[5 + c];
            return sum < 0 ? sum * slope : sum;
          });
    }
  }

  @RepeatedTest(20)
  void sigmoid(RepetitionInfo run) {
    check(
        run,
        1e-7,
        (k, r) -> k.sigmoid(r.x, r.xAt, r.xStride, r.pixels, r.channels),
        (r, p, c) -> 1 / (1 + Math.exp(-r.before(p, c))));
  }

  /** Over the whole range: 4 units in the last place or 1e-7, exact at the ends, NaN stays. */
  @Test
  void sigmoidEverywhere() {
    IntToDoubleFunction place = i -> (i - 4096) * (110 / 4096.0);
    for (Kernels kernels : new Kernels[] {Kernels.scalar(), Kernels.best()}) {
      float[] x = new float[8192];
      for (int i = 0; i < x.length; i++) {
        x[i] = (float) place.applyAsDouble(i);
      }
      kernels.pointwise().sigmoid(x, 0, x.length, 1, x.length);
      for (int i = 0; i < x.length; i++) {
        double wanted = 1 / (1 + Math.exp(-(float) place.applyAsDouble(i)));
        double tolerance = Math.max(1e-7, 4 * Math.ulp((float) wanted));
        assertThat((double) x[i]).isCloseTo(wanted, within(tolerance));
      }
      float[] ends = new float[32];
      float[] wanted = new float[32];
      for (int i = 0; i < 32; i += 4) {
        ends[i] = Float.POSITIVE_INFINITY;
        ends[i + 1] = Float.NEGATIVE_INFINITY;
        ends[i + 2] = Float.NaN;
        ends[i + 3] = -1e30f;
        wanted[i] = 1;
        wanted[i + 2] = Float.NaN;
      }
      kernels.pointwise().sigmoid(ends, 0, 4, 8, 4);
      assertThat(ends).isEqualTo(wanted);
    }
  }

  @RepeatedTest(20)
  void scale(RepetitionInfo run) {
    check(
        run,
        0,
        (k, r) -> k.scale(r.x, r.xAt, r.xStride, 2.5f, r.pixels, r.channels),
        (r, p, c) -> 2.5f * r.before(p, c));
  }

  @RepeatedTest(20)
  void add(RepetitionInfo run) {
    check(
        run,
        0,
        (k, r) -> k.add(r.x, r.xAt, r.xStride, r.y, r.yAt, r.yStride, r.pixels, r.channels),
        (r, p, c) -> r.before(p, c) + r.y(p, c));
  }

  @RepeatedTest(20)
  void multiply(RepetitionInfo run) {
    check(
        run,
        0,
        (k, r) -> k.multiply(r.x, r.xAt, r.xStride, r.y, r.yAt, r.yStride, r.pixels, r.channels),
        (r, p, c) -> r.before(p, c) * r.y(p, c));
  }

  @RepeatedTest(20)
  void multiplyByPixel(RepetitionInfo run) {
    check(
        run,
        0,
        (k, r) ->
            k.multiplyByPixel(r.x, r.xAt, r.xStride, r.y, r.yAt, r.yStride, r.pixels, r.channels),
        (r, p, c) -> r.before(p, c) * r.y(p, 0));
  }

  @RepeatedTest(20)
  void copy(RepetitionInfo run) {
    check(
        run,
        0,
        (k, r) -> k.copy(r.y, r.yAt, r.yStride, r.x, r.xAt, r.xStride, r.pixels, r.channels),
        (r, p, c) -> r.y(p, c));
  }

  @RepeatedTest(20)
  void sumChannels(RepetitionInfo run) {
    for (Kernels kernels : new Kernels[] {Kernels.scalar(), Kernels.best()}) {
      Runs r = new Runs(new Random(run.getCurrentRepetition()));
      float[] sums = new float[3 + 2 * r.pixels];
      kernels.pointwise().sumChannels(r.x, r.xAt, r.xStride, sums, 3, 2, r.pixels, r.channels);
      for (int p = 0; p < r.pixels; p++) {
        double sum = 0;
        for (int c = 0; c < r.channels; c++) {
          sum += r.before(p, c);
        }
        assertThat((double) sums[3 + 2 * p]).isCloseTo(sum, within(1e-6 * r.channels));
        assertThat(sums[3 + 2 * p + (p + 1 < r.pixels ? 1 : -1)]).isZero();
      }
    }
  }
}
