package io.github.edvr4j.kernel.scalar;

import io.github.edvr4j.kernel.Image;
import io.github.edvr4j.kernel.Panel;
import io.github.edvr4j.kernel.WinogradTransform;

/**
 * Winograd's F(4x4, 3x3) with the points 0, 1, -1, 2, -2 and infinity (Lavin and Gray, Fast
 * Algorithms for Convolutional Neural Networks, CVPR 2016, section 4.3):
 *
 * <pre>
 *       4  0 -5  0  1  0            1  1  1  1  1  0
 *       0 -4 -4  1  1  0            0  1 -1  2 -2  0
 *  Bt = 0  4 -4 -1  1  0       At = 0  1  1  4  4  0
 *       0 -2 -1  2  1  0            0  1 -1  8 -8  1
 *       0  2 -1 -2  1  0
 *       0  4  0 -5  0  1
 * </pre>
 *
 * <p>A matrix product from both sides is the same transform of each column, then of each row. Sums
 * that two rows of the matrix share are formed once.
 */
public final class ScalarWinogradTransform implements WinogradTransform {

  @Override
  public void input(
      Image x,
      int tileY,
      int tileX,
      float[] panels,
      int at,
      int positionStride,
      int rows,
      int row,
      int depth,
      int spareAt) {
    float[] d = new float[POSITIONS];
    for (int c = 0; c < x.c(); c++) {
      read(x, TILE * tileY - 1, TILE * tileX - 1, c, d);
      for (int j = 0; j < WINDOW; j++) {
        inputLine(d, j, WINDOW);
      }
      for (int i = 0; i < WINDOW; i++) {
        inputLine(d, i * WINDOW, 1);
      }
      int to = at + Panel.index(rows, row, depth + c);
      for (int p = 0; p < POSITIONS; p++) {
        panels[to + p * positionStride] = d[p];
      }
    }
  }

  private static void read(Image x, int top, int left, int channel, float[] d) {
    for (int i = 0; i < WINDOW; i++) {
      for (int j = 0; j < WINDOW; j++) {
        int y = top + i;
        int z = left + j;
        boolean inside = y >= 0 && y < x.h() && z >= 0 && z < x.w();
        d[i * WINDOW + j] = inside ? x.data()[x.at(y, z) + channel] : 0;
      }
    }
  }

  /** Multiplies Bt with six values that lie {@code step} apart, in place. */
  private static void inputLine(float[] d, int at, int step) {
    float d0 = d[at];
    float d1 = d[at + step];
    float d2 = d[at + 2 * step];
    float d3 = d[at + 3 * step];
    float d4 = d[at + 4 * step];
    float d5 = d[at + 5 * step];
    float even = d4 - 4 * d2;
    float odd = d3 - 4 * d1;
    float even2 = d4 - d2;
    float odd2 = 2 * (d3 - d1);
    d[at] = 4 * d0 - 5 * d2 + d4;
    d[at + step] = even + odd;
    d[at + 2 * step] = even - odd;
    d[at + 3 * step] = even2 + odd2;
    d[at + 4 * step] = even2 - odd2;
    d[at + 5 * step] = 4 * d1 - 5 * d3 + d5;
  }

  @Override
  public void output(
      float[] products,
      int at,
      int positionStride,
      int columns,
      float[] bias,
      int biasAt,
      float slope,
      float[] y,
      int yAt,
      int down,
      int across) {
    float[] m = new float[POSITIONS];
    for (int c = 0; c < columns; c++) {
      for (int p = 0; p < POSITIONS; p++) {
        m[p] = products[at + p * positionStride + c];
      }
      for (int j = 0; j < WINDOW; j++) {
        outputLine(m, j, WINDOW);
      }
      for (int i = 0; i < TILE; i++) {
        outputLine(m, i * WINDOW, 1);
        for (int j = 0; j < TILE; j++) {
          float sum = m[i * WINDOW + j] + bias[biasAt + c];
          y[yAt + i * down + j * across + c] = sum < 0 ? sum * slope : sum;
        }
      }
    }
  }

  /**
   * Multiplies At with six values that lie {@code step} apart; the first four become the result.
   */
  private static void outputLine(float[] m, int at, int step) {
    float m0 = m[at];
    float m1 = m[at + step];
    float m2 = m[at + 2 * step];
    float m3 = m[at + 3 * step];
    float m4 = m[at + 4 * step];
    float m5 = m[at + 5 * step];
    float sum = m1 + m2;
    float difference = m1 - m2;
    float sum2 = m3 + m4;
    float difference2 = m3 - m4;
    m[at] = m0 + sum + sum2;
    m[at + step] = difference + 2 * difference2;
    m[at + 2 * step] = sum + 4 * sum2;
    m[at + 3 * step] = difference + 8 * difference2 + m5;
  }
}
