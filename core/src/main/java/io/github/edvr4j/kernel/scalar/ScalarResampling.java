package io.github.edvr4j.kernel.scalar;

import io.github.edvr4j.kernel.Image;
import io.github.edvr4j.kernel.Resampling;

/** Pooling and bilinear enlargement, output pixel by output pixel. */
public final class ScalarResampling implements Resampling {

  @Override
  public void maxPool(Image x, Image y, int fromRow, int toRow) {
    for (int row = fromRow; row < toRow; row++) {
      for (int column = 0; column < y.w(); column++) {
        for (int c = 0; c < x.c(); c++) {
          float max = Float.NEGATIVE_INFINITY;
          for (int i = first(row); i <= last(row, x.h()); i++) {
            for (int j = first(column); j <= last(column, x.w()); j++) {
              max = Math.max(max, x.data()[x.at(i, j) + c]);
            }
          }
          y.data()[y.at(row, column) + c] = max;
        }
      }
    }
  }

  @Override
  public void avgPool(Image x, Image y, int fromRow, int toRow) {
    for (int row = fromRow; row < toRow; row++) {
      for (int column = 0; column < y.w(); column++) {
        for (int c = 0; c < x.c(); c++) {
          float sum = 0;
          for (int i = first(row); i <= last(row, x.h()); i++) {
            for (int j = first(column); j <= last(column, x.w()); j++) {
              sum += x.data()[x.at(i, j) + c];
            }
          }
          y.data()[y.at(row, column) + c] = sum / 9;
        }
      }
    }
  }

  private static int first(int place) {
    return Math.max(0, 2 * place - 1);
  }

  private static int last(int place, int size) {
    return Math.min(size - 1, 2 * place + 1);
  }

  @Override
  public void upsample(Image x, Image y, int r, float k, int fromRow, int toRow) {
    for (int row = fromRow; row < toRow; row++) {
      float sy = Math.max(0, (row + 0.5f) / r - 0.5f);
      int y0 = (int) sy;
      int y1 = Math.min(y0 + 1, x.h() - 1);
      float fy = sy - y0;
      for (int column = 0; column < y.w(); column++) {
        float sx = Math.max(0, (column + 0.5f) / r - 0.5f);
        int x0 = (int) sx;
        int x1 = Math.min(x0 + 1, x.w() - 1);
        float fx = sx - x0;
        for (int c = 0; c < x.c(); c++) {
          float top = (1 - fx) * x.data()[x.at(y0, x0) + c] + fx * x.data()[x.at(y0, x1) + c];
          float bottom = (1 - fx) * x.data()[x.at(y1, x0) + c] + fx * x.data()[x.at(y1, x1) + c];
          y.data()[y.at(row, column) + c] = k * ((1 - fy) * top + fy * bottom);
        }
      }
    }
  }
}
