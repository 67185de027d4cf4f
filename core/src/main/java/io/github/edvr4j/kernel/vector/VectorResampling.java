package io.github.edvr4j.kernel.vector;

import io.github.edvr4j.kernel.Image;
import io.github.edvr4j.kernel.Resampling;
import io.github.edvr4j.kernel.scalar.ScalarResampling;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Pooling and bilinear enlargement along vectors of channels; channels that don't fill a vector go
 * through the scalar twin.
 */
public final class VectorResampling implements Resampling {

  private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;
  private static final int LANES = Lanes.COUNT;

  private final ScalarResampling scalar = new ScalarResampling();

  @Override
  public void maxPool(Image x, Image y, int fromRow, int toRow) {
    int bound = SPECIES.loopBound(x.c());
    for (int row = fromRow; row < toRow; row++) {
      for (int column = 0; column < y.w(); column++) {
        for (int c = 0; c < bound; c += LANES) {
          max(x, row, column, c).intoArray(y.data(), y.at(row, column) + c);
        }
      }
    }
    if (bound < x.c()) {
      scalar.maxPool(x.channels(bound, x.c()), y.channels(bound, x.c()), fromRow, toRow);
    }
  }

  private static FloatVector max(Image x, int row, int column, int channel) {
    FloatVector max = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
    for (int i = first(row); i <= last(row, x.h()); i++) {
      for (int j = first(column); j <= last(column, x.w()); j++) {
        max = max.max(FloatVector.fromArray(SPECIES, x.data(), x.at(i, j) + channel));
      }
    }
    return max;
  }

  @Override
  public void avgPool(Image x, Image y, int fromRow, int toRow) {
    int bound = SPECIES.loopBound(x.c());
    for (int row = fromRow; row < toRow; row++) {
      for (int column = 0; column < y.w(); column++) {
        for (int c = 0; c < bound; c += LANES) {
          sum(x, row, column, c).div(9).intoArray(y.data(), y.at(row, column) + c);
        }
      }
    }
    if (bound < x.c()) {
      scalar.avgPool(x.channels(bound, x.c()), y.channels(bound, x.c()), fromRow, toRow);
    }
  }

  private static FloatVector sum(Image x, int row, int column, int channel) {
    FloatVector sum = FloatVector.zero(SPECIES);
    for (int i = first(row); i <= last(row, x.h()); i++) {
      for (int j = first(column); j <= last(column, x.w()); j++) {
        sum = sum.add(FloatVector.fromArray(SPECIES, x.data(), x.at(i, j) + channel));
      }
    }
    return sum;
  }

  private static int first(int place) {
    return Math.max(0, 2 * place - 1);
  }

  private static int last(int place, int size) {
    return Math.min(size - 1, 2 * place + 1);
  }

  @Override
  public void upsample(Image x, Image y, int r, float k, int fromRow, int toRow) {
    int bound = SPECIES.loopBound(x.c());
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
        int topLeft = x.at(y0, x0);
        int topRight = x.at(y0, x1);
        int bottomLeft = x.at(y1, x0);
        int bottomRight = x.at(y1, x1);
        int to = y.at(row, column);
        for (int c = 0; c < bound; c += LANES) {
          FloatVector top = mix(x.data(), topLeft + c, topRight + c, fx);
          FloatVector bottom = mix(x.data(), bottomLeft + c, bottomRight + c, fx);
          mix(top, bottom, fy).mul(k).intoArray(y.data(), to + c);
        }
      }
    }
    if (bound < x.c()) {
      scalar.upsample(x.channels(bound, x.c()), y.channels(bound, x.c()), r, k, fromRow, toRow);
    }
  }

  private static FloatVector mix(float[] x, int from, int to, float part) {
    return mix(
        FloatVector.fromArray(SPECIES, x, from), FloatVector.fromArray(SPECIES, x, to), part);
  }

  private static FloatVector mix(FloatVector from, FloatVector to, float part) {
    return from.mul(1 - part).add(to.mul(part));
  }
}
