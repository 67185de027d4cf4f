package io.github.edvr4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;

@Tag("lanes")
class WinogradTest {

  private static final int TILE = WinogradTransform.TILE;
  private static final int POSITIONS = WinogradTransform.POSITIONS;

  /** Input transform, products and output transform are a 3x3 convolution. */
  @RepeatedTest(40)
  void isTheConvolution(RepetitionInfo run) {
    Random random = new Random(run.getCurrentRepetition());
    int h = 1 + random.nextInt(14);
    int w = 1 + random.nextInt(14);
    int in = RandomFloats.pick(random, 1, 3, 8, 13, 16, 32, 64, 216);
    int out = RandomFloats.pick(random, 1, 3, 8, 13, 16, 32, 64);
    Image x = RandomFloats.image(random, h, w, in);
    float[] weight = RandomFloats.of(random, out * in * 9);
    for (Kernels kernels : new Kernels[] {Kernels.scalar(), Kernels.best()}) {
      Image y = convolve(kernels, x, weight, out);
      for (int row = 0; row < h; row++) {
        for (int column = 0; column < w; column++) {
          for (int o = 0; o < out; o++) {
            check(x, weight, row, column, o, y.data()[y.at(row, column) + o]);
          }
        }
      }
    }
  }

  /** The channels of a concatenation may be transformed part by part. */
  @RepeatedTest(20)
  void transformsAPartOfTheDepth(RepetitionInfo run) {
    Random random = new Random(run.getCurrentRepetition());
    int h = 1 + random.nextInt(12);
    int w = 1 + random.nextInt(12);
    int in = RandomFloats.pick(random, 3, 13, 32, 64, 100);
    int cut = 1 + random.nextInt(in - 1);
    Image x = RandomFloats.image(random, h, w, in);
    int rows = Panel.ROWS;
    int row = random.nextInt(rows);
    int tileY = random.nextInt((h + TILE - 1) / TILE);
    int tileX = random.nextInt((w + TILE - 1) / TILE);
    int stride = Panel.size(rows, in) + 16;
    int spare = POSITIONS * stride;
    float[] whole = new float[spare + WinogradTransform.SPARE];
    float[] parts = new float[spare + WinogradTransform.SPARE];
    Kernels.scalar().winograd().input(x, tileY, tileX, whole, 0, stride, rows, row, 0, spare);
    WinogradTransform best = Kernels.best().winograd();
    best.input(x.channels(0, cut), tileY, tileX, parts, 0, stride, rows, row, 0, spare);
    best.input(x.channels(cut, in), tileY, tileX, parts, 0, stride, rows, row, cut, spare);
    for (int i = 0; i < spare; i++) {
      assertThat(parts[i]).isCloseTo(whole[i], within(2e-5f));
    }
  }

  @RepeatedTest(20)
  void addsTheBiasAndWritesWhereItIsTold(RepetitionInfo run) {
    Random random = new Random(run.getCurrentRepetition());
    int multiple = Kernels.best().gemm().columnMultiple();
    int columns = multiple * (1 + random.nextInt(4));
    int stride = columns + random.nextInt(20);
    int at = random.nextInt(10);
    int across = columns + random.nextInt(10);
    int down = TILE * across + random.nextInt(30);
    float slope = RandomFloats.pick(random, 0, 1, 10) / 10f;
    float[] products = RandomFloats.of(random, at + POSITIONS * stride);
    float[] bias = RandomFloats.of(random, 3 + columns);
    float[] expected = new float[5 + TILE * down];
    float[] actual = new float[expected.length];
    Kernels.scalar()
        .winograd()
        .output(products, at, stride, columns, bias, 3, slope, expected, 5, down, across);
    Kernels.best()
        .winograd()
        .output(products, at, stride, columns, bias, 3, slope, actual, 5, down, across);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).isCloseTo(expected[i], within(1e-4f));
    }
    for (int p = 0; p < POSITIONS; p++) {
      products[at + p * stride] = 0;
    }
    Kernels.best()
        .winograd()
        .output(products, at, stride, columns, bias, 3, slope, actual, 5, down, across);
    assertThat(actual[5]).isEqualTo(bias[3] < 0 ? slope * bias[3] : bias[3]);
    assertThat(actual[5 + 3 * down + 3 * across]).isEqualTo(actual[5]);
  }

  private static Image convolve(Kernels kernels, Image x, float[] weight, int out) {
    Gemm gemm = kernels.gemm();
    int in = x.c();
    WinogradWeights weights = WinogradWeights.of(gemm, weight, out, in, 0, in);
    int down = (x.h() + TILE - 1) / TILE;
    int across = (x.w() + TILE - 1) / TILE;
    int rows = (down * across + Panel.ROWS - 1) / Panel.ROWS * Panel.ROWS;
    int multiple = gemm.columnMultiple();
    int columns = (out + multiple - 1) / multiple * multiple;
    int panelStride = Panel.size(rows, in);
    int productStride = rows * columns;
    int spare = POSITIONS * panelStride;
    float[] panels = new float[spare + WinogradTransform.SPARE];
    float[] products = new float[POSITIONS * productStride];
    for (int t = 0; t < down * across; t++) {
      kernels
          .winograd()
          .input(x, t / across, t % across, panels, 0, panelStride, rows, t, 0, spare);
    }
    for (int p = 0; p < POSITIONS; p++) {
      gemm.multiply(
          panels,
          p * panelStride,
          rows,
          in,
          weights.data(),
          p * weights.stride(),
          out,
          products,
          p * productStride,
          columns);
    }
    Image y = Image.of(new float[x.pixels() * out], 0, x.h(), x.w(), out);
    float[] tile = new float[TILE * TILE * columns];
    float[] bias = new float[columns];
    for (int t = 0; t < down * across; t++) {
      kernels
          .winograd()
          .output(
              products,
              t * columns,
              productStride,
              columns,
              bias,
              0,
              1,
              tile,
              0,
              TILE * columns,
              columns);
      for (int i = 0; i < TILE * TILE; i++) {
        int row = t / across * TILE + i / TILE;
        int column = t % across * TILE + i % TILE;
        if (row < x.h() && column < x.w()) {
          System.arraycopy(tile, i * columns, y.data(), y.at(row, column), out);
        }
      }
    }
    return y;
  }

  /**
   * Winograd's products are larger than their sum: its roundings (2^-24) come out a few hundred
   * times larger, measured against the standard deviation of the output.
   */
  private static void check(Image x, float[] weight, int row, int column, int o, float got) {
    double sum = 0;
    double squares = 0;
    for (int c = 0; c < x.c(); c++) {
      for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++) {
          int y = row + i - 1;
          int z = column + j - 1;
          double w = weight[((o * x.c() + c) * 3 + i) * 3 + j];
          if (y >= 0 && y < x.h() && z >= 0 && z < x.w()) {
            sum += w * x.data()[x.at(y, z) + c];
          }
          squares += w * w;
        }
      }
    }
    assertThat((double) got).isCloseTo(sum, within(5e-5 * (1 + Math.sqrt(squares))));
  }
}
