package io.github.edvr4j.kernel.vector;

import io.github.edvr4j.kernel.Image;
import io.github.edvr4j.kernel.Panel;
import io.github.edvr4j.kernel.WinogradTransform;
import io.github.edvr4j.kernel.scalar.ScalarWinogradTransform;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Winograd's F(4x4, 3x3) along vectors of channels; the matrices are those of {@link
 * ScalarWinogradTransform}, which also does the channels that don't fill a vector.
 *
 * <p>The second pass works in place on what the first one left where the result goes, so there is
 * no buffer between them. A window that leaves the image is first copied there too, with zeros
 * around.
 */
public final class VectorWinogradTransform implements WinogradTransform {

  private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;
  private static final int LANES = Lanes.COUNT;

  private final ScalarWinogradTransform scalar = new ScalarWinogradTransform();

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
      int depth) {
    int vectorised = depth % LANES == 0 ? SPECIES.loopBound(x.c()) : 0;
    int top = TILE * tileY - 1;
    int left = TILE * tileX - 1;
    boolean inside = top >= 0 && left >= 0 && top + WINDOW <= x.h() && left + WINDOW <= x.w();
    for (int c = 0; c < vectorised; c += LANES) {
      int to = at + Panel.index(rows, row, depth + c);
      if (inside) {
        int from = x.at(top, left) + c;
        int down = x.w() * x.pixelStride();
        transform(x.data(), from, down, x.pixelStride(), panels, to, positionStride);
      } else {
        read(x, top, left, c, panels, to, positionStride);
        transform(panels, to, WINDOW * positionStride, positionStride, panels, to, positionStride);
      }
    }
    if (vectorised < x.c()) {
      scalar.input(
          x.channels(vectorised, x.c()),
          tileY,
          tileX,
          panels,
          at,
          positionStride,
          rows,
          row,
          depth + vectorised);
    }
  }

  private static void read(
      Image x, int top, int left, int channel, float[] window, int at, int positionStride) {
    for (int p = 0; p < POSITIONS; p++) {
      int to = at + p * positionStride;
      int y = top + p / WINDOW;
      int z = left + p % WINDOW;
      if (y >= 0 && y < x.h() && z >= 0 && z < x.w()) {
        System.arraycopy(x.data(), x.at(y, z) + channel, window, to, LANES);
      } else {
        Arrays.fill(window, to, to + LANES, 0);
      }
    }
  }

  private static void transform(
      float[] x, int from, int down, int across, float[] panels, int to, int positionStride) {
    for (int j = 0; j < WINDOW; j++) {
      inputLine(
          x, from + j * across, down, panels, to + j * positionStride, WINDOW * positionStride);
    }
    for (int i = 0; i < WINDOW; i++) {
      int line = to + i * WINDOW * positionStride;
      inputLine(panels, line, positionStride, panels, line, positionStride);
    }
  }

  /** Multiplies Bt with six vectors of x. */
  private static void inputLine(float[] x, int from, int step, float[] y, int to, int stepTo) {
    FloatVector d0 = FloatVector.fromArray(SPECIES, x, from);
    FloatVector d1 = FloatVector.fromArray(SPECIES, x, from + step);
    FloatVector d2 = FloatVector.fromArray(SPECIES, x, from + 2 * step);
    FloatVector d3 = FloatVector.fromArray(SPECIES, x, from + 3 * step);
    FloatVector d4 = FloatVector.fromArray(SPECIES, x, from + 4 * step);
    FloatVector d5 = FloatVector.fromArray(SPECIES, x, from + 5 * step);
    FloatVector even = fma(-4, d2, d4);
    FloatVector odd = fma(-4, d1, d3);
    FloatVector even2 = d4.sub(d2);
    FloatVector odd2 = d3.sub(d1);
    fma(4, d0, fma(-5, d2, d4)).intoArray(y, to);
    even.add(odd).intoArray(y, to + stepTo);
    even.sub(odd).intoArray(y, to + 2 * stepTo);
    fma(2, odd2, even2).intoArray(y, to + 3 * stepTo);
    fma(-2, odd2, even2).intoArray(y, to + 4 * stepTo);
    fma(4, d1, fma(-5, d3, d5)).intoArray(y, to + 5 * stepTo);
  }

  @Override
  public void output(
      float[] products, int at, int positionStride, int columns, float[] tile, int tileAt) {
    for (int c = 0; c < columns; c += LANES) {
      int from = at + c;
      int down = WINDOW * positionStride;
      for (int j = 0; j < WINDOW; j++) {
        int line = from + j * positionStride;
        outputLine(products, line, down, products, line, down);
      }
      for (int i = 0; i < TILE; i++) {
        int to = tileAt + i * TILE * columns + c;
        outputLine(products, from + i * down, positionStride, tile, to, columns);
      }
    }
  }

  /** Multiplies At with six vectors of x, which makes four. */
  private static void outputLine(float[] x, int from, int step, float[] y, int to, int stepTo) {
    FloatVector m0 = FloatVector.fromArray(SPECIES, x, from);
    FloatVector m1 = FloatVector.fromArray(SPECIES, x, from + step);
    FloatVector m2 = FloatVector.fromArray(SPECIES, x, from + 2 * step);
    FloatVector m3 = FloatVector.fromArray(SPECIES, x, from + 3 * step);
    FloatVector m4 = FloatVector.fromArray(SPECIES, x, from + 4 * step);
    FloatVector m5 = FloatVector.fromArray(SPECIES, x, from + 5 * step);
    FloatVector sum = m1.add(m2);
    FloatVector difference = m1.sub(m2);
    FloatVector sum2 = m3.add(m4);
    FloatVector difference2 = m3.sub(m4);
    m0.add(sum).add(sum2).intoArray(y, to);
    fma(2, difference2, difference).intoArray(y, to + stepTo);
    fma(4, sum2, sum).intoArray(y, to + 2 * stepTo);
    fma(8, difference2, difference).add(m5).intoArray(y, to + 3 * stepTo);
  }

  /** k x + y. */
  private static FloatVector fma(float k, FloatVector x, FloatVector y) {
    return FloatVector.broadcast(SPECIES, k).fma(x, y);
  }
}
