package io.github.edvr4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;

@Tag("lanes")
class ResamplingTest {

  private static Image image(Random random) {
    int c = RandomFloats.pick(random, 1, 3, 8, 13, 16, 32, 64);
    return RandomFloats.image(random, 1 + random.nextInt(9), 1 + random.nextInt(9), c);
  }

  @RepeatedTest(30)
  void maxPool(RepetitionInfo run) {
    pool(run, true);
  }

  @RepeatedTest(30)
  void avgPool(RepetitionInfo run) {
    pool(run, false);
  }

  private static void pool(RepetitionInfo run, boolean max) {
    Random random = new Random(run.getCurrentRepetition());
    Image x = image(random);
    for (Kernels kernels : new Kernels[] {Kernels.scalar(), Kernels.best()}) {
      Image y = RandomFloats.image(random, (x.h() + 1) / 2, (x.w() + 1) / 2, x.c());
      float[] before = y.data().clone();
      int from = random.nextInt(y.h());
      if (max) {
        kernels.resampling().maxPool(x, y, from, y.h());
      } else {
        kernels.resampling().avgPool(x, y, from, y.h());
      }
      for (int pixel = 0; pixel < y.pixels(); pixel++) {
        for (int c = 0; c < y.c(); c++) {
          float got = y.data()[y.at(pixel) + c];
          if (pixel < from * y.w()) {
            assertThat(got).isEqualTo(before[y.at(pixel) + c]);
          } else {
            double wanted = pooled(x, pixel / y.w(), pixel % y.w(), c, max);
            assertThat((double) got).isCloseTo(wanted, within(1e-6));
          }
        }
      }
    }
  }

  private static double pooled(Image x, int row, int column, int channel, boolean max) {
    double sum = 0;
    double greatest = Double.NEGATIVE_INFINITY;
    for (int i = -1; i <= 1; i++) {
      for (int j = -1; j <= 1; j++) {
        int y = 2 * row + i;
        int z = 2 * column + j;
        if (y >= 0 && y < x.h() && z >= 0 && z < x.w()) {
          double value = x.data()[x.at(y, z) + channel];
          sum += value;
          greatest = Math.max(greatest, value);
        }
      }
    }
    return max ? greatest : sum / 9;
  }

  @RepeatedTest(30)
  void upsample(RepetitionInfo run) {
    Random random = new Random(run.getCurrentRepetition());
    Image x = image(random);
    int r = RandomFloats.pick(random, 2, 3, 4);
    for (Kernels kernels : new Kernels[] {Kernels.scalar(), Kernels.best()}) {
      Image y = RandomFloats.image(random, x.h() * r, x.w() * r, x.c());
      kernels.resampling().upsample(x, y, r, 2, 0, 1);
      kernels.resampling().upsample(x, y, r, 2, 1, y.h());
      for (int row = 0; row < y.h(); row++) {
        for (int column = 0; column < y.w(); column++) {
          for (int c = 0; c < y.c(); c++) {
            double wanted = 2 * enlarged(x, row, column, c, r);
            assertThat((double) y.data()[y.at(row, column) + c]).isCloseTo(wanted, within(1e-5));
          }
        }
      }
    }
  }

  private static double enlarged(Image x, int row, int column, int channel, int r) {
    double sy = Math.max(0, (row + 0.5) / r - 0.5);
    double sx = Math.max(0, (column + 0.5) / r - 0.5);
    int y0 = (int) sy;
    int x0 = (int) sx;
    int y1 = Math.min(y0 + 1, x.h() - 1);
    int x1 = Math.min(x0 + 1, x.w() - 1);
    double fy = sy - y0;
    double fx = sx - x0;
    return (1 - fy) * (1 - fx) * x.data()[x.at(y0, x0) + channel]
        + (1 - fy) * fx * x.data()[x.at(y0, x1) + channel]
        + fy * (1 - fx) * x.data()[x.at(y1, x0) + channel]
        + fy * fx * x.data()[x.at(y1, x1) + channel];
  }
}
