package io.github.edvr4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;

@Tag("lanes")
class GemmTest {

  @RepeatedTest(60)
  void isTheMatrixProduct(RepetitionInfo run) {
    for (Kernels kernels : new Kernels[] {Kernels.scalar(), Kernels.best()}) {
      check(kernels.gemm(), new Random(run.getCurrentRepetition()));
    }
  }

  private static void check(Gemm gemm, Random random) {
    int rows = Panel.ROWS * (1 + random.nextInt(5));
    int depth = RandomFloats.pick(random, 1, 3, 8, 13, 27, 31, 32, 33, 64, 216, 576);
    int columns = RandomFloats.pick(random, 1, 3, 8, 13, 16, 17, 32, 48, 64, 216);
    float[] a = RandomFloats.of(random, rows * depth);
    float[] b = RandomFloats.of(random, depth * columns);
    int aAt = random.nextInt(20);
    int bAt = random.nextInt(20);
    int cAt = random.nextInt(20);
    int multiple = gemm.columnMultiple();
    int padded = (columns + multiple - 1) / multiple * multiple;
    int cStride = padded + random.nextInt(5);
    float[] packed = new float[bAt + gemm.packedSize(depth, columns)];
    System.arraycopy(gemm.pack(b, depth, columns), 0, packed, bAt, gemm.packedSize(depth, columns));
    float[] c = RandomFloats.of(random, cAt + rows * cStride);
    float[] before = c.clone();

    gemm.multiply(
        panel(a, rows, depth, aAt), aAt, rows, depth, packed, bAt, columns, c, cAt, cStride);

    for (int r = 0; r < rows; r++) {
      for (int j = 0; j < cStride; j++) {
        int at = cAt + r * cStride + j;
        if (j < columns) {
          check(a, b, r, j, depth, columns, c[at]);
        } else if (j < padded) {
          assertThat(c[at]).as("padding").isZero();
        } else {
          assertThat(c[at]).as("behind the columns").isEqualTo(before[at]);
        }
      }
    }
    for (int i = 0; i < cAt; i++) {
      assertThat(c[i]).as("before the matrix").isEqualTo(before[i]);
    }
  }

  /** A sum of n products is off by n roundings of the sum of their magnitudes at most. */
  private static void check(
      float[] a, float[] b, int row, int column, int depth, int columns, float got) {
    double sum = 0;
    double magnitude = 0;
    for (int k = 0; k < depth; k++) {
      double product = (double) a[row * depth + k] * b[k * columns + column];
      sum += product;
      magnitude += Math.abs(product);
    }
    assertThat((double) got).isCloseTo(sum, within((depth + 1) * 0x1p-24 * magnitude));
  }

  private static float[] panel(float[] a, int rows, int depth, int at) {
    float[] panel = new float[at + Panel.size(rows, depth)];
    for (int r = 0; r < rows; r++) {
      for (int k = 0; k < depth; k++) {
        panel[at + Panel.index(rows, r, k)] = a[r * depth + k];
      }
    }
    return panel;
  }
}
