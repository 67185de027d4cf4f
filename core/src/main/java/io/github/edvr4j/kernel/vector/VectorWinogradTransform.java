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
 * <p>Both transforms are written out, columns first, then rows: with all 36 vectors of a window in
 * local variables each is loaded and stored once. The same with a method for one line and the
 * result's place as a buffer between the passes is 30 lines and takes 1.4 times as long, since most
 * of the instructions are the addresses and bounds checks of loads and stores.
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
      int depth,
      int spareAt) {
    int vectorised = depth % LANES == 0 ? SPECIES.loopBound(x.c()) : 0;
    int top = TILE * tileY - 1;
    int left = TILE * tileX - 1;
    if (top >= 0 && left >= 0 && top + WINDOW <= x.h() && left + WINDOW <= x.w()) {
      int from = x.at(top, left);
      int down = x.w() * x.pixelStride();
      for (int c = 0; c < vectorised; c += LANES) {
        int to = at + Panel.index(rows, row, depth + c);
        transform(x.data(), from + c, down, x.pixelStride(), panels, to, positionStride);
      }
    } else {
      for (int c = 0; c < vectorised; c += LANES) {
        read(x, top, left, c, panels, spareAt);
        int to = at + Panel.index(rows, row, depth + c);
        transform(panels, spareAt, WINDOW * LANES, LANES, panels, to, positionStride);
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
          depth + vectorised,
          spareAt);
    }
  }

  /** Copies the part of a window that lies in the image; the rest of it is zero. */
  private static void read(Image x, int top, int left, int channel, float[] window, int at) {
    Arrays.fill(window, at, at + POSITIONS * LANES, 0);
    for (int i = Math.max(0, -top); i < Math.min(WINDOW, x.h() - top); i++) {
      for (int j = Math.max(0, -left); j < Math.min(WINDOW, x.w() - left); j++) {
        int from = x.at(top + i, left + j) + channel;
        FloatVector.fromArray(SPECIES, x.data(), from)
            .intoArray(window, at + (i * WINDOW + j) * LANES);
      }
    }
  }

  /** V = Bt d B of a window whose rows lie {@code down} and whose columns {@code across} apart. */
  private static void transform(
      float[] x, int from, int down, int across, float[] y, int to, int step) {
    FloatVector two = FloatVector.broadcast(SPECIES, 2);
    FloatVector four = FloatVector.broadcast(SPECIES, 4);
    FloatVector minusFour = FloatVector.broadcast(SPECIES, -4);
    FloatVector minusFive = FloatVector.broadcast(SPECIES, -5);
    FloatVector d00 = FloatVector.fromArray(SPECIES, x, from);
    FloatVector d10 = FloatVector.fromArray(SPECIES, x, from + down);
    FloatVector d20 = FloatVector.fromArray(SPECIES, x, from + 2 * down);
    FloatVector d30 = FloatVector.fromArray(SPECIES, x, from + 3 * down);
    FloatVector d40 = FloatVector.fromArray(SPECIES, x, from + 4 * down);
    FloatVector d50 = FloatVector.fromArray(SPECIES, x, from + 5 * down);
    FloatVector evenC0 = minusFour.fma(d20, d40);
    FloatVector oddC0 = minusFour.fma(d10, d30);
    FloatVector even2C0 = d40.sub(d20);
    FloatVector odd2C0 = two.mul(d30.sub(d10));
    FloatVector t00 = four.fma(d00, minusFive.fma(d20, d40));
    FloatVector t10 = evenC0.add(oddC0);
    FloatVector t20 = evenC0.sub(oddC0);
    FloatVector t30 = even2C0.add(odd2C0);
    FloatVector t40 = even2C0.sub(odd2C0);
    FloatVector t50 = four.fma(d10, minusFive.fma(d30, d50));
    FloatVector d01 = FloatVector.fromArray(SPECIES, x, from + across);
    FloatVector d11 = FloatVector.fromArray(SPECIES, x, from + down + across);
    FloatVector d21 = FloatVector.fromArray(SPECIES, x, from + 2 * down + across);
    FloatVector d31 = FloatVector.fromArray(SPECIES, x, from + 3 * down + across);
    FloatVector d41 = FloatVector.fromArray(SPECIES, x, from + 4 * down + across);
    FloatVector d51 = FloatVector.fromArray(SPECIES, x, from + 5 * down + across);
    FloatVector evenC1 = minusFour.fma(d21, d41);
    FloatVector oddC1 = minusFour.fma(d11, d31);
    FloatVector even2C1 = d41.sub(d21);
    FloatVector odd2C1 = two.mul(d31.sub(d11));
    FloatVector t01 = four.fma(d01, minusFive.fma(d21, d41));
    FloatVector t11 = evenC1.add(oddC1);
    FloatVector t21 = evenC1.sub(oddC1);
    FloatVector t31 = even2C1.add(odd2C1);
    FloatVector t41 = even2C1.sub(odd2C1);
    FloatVector t51 = four.fma(d11, minusFive.fma(d31, d51));
    FloatVector d02 = FloatVector.fromArray(SPECIES, x, from + 2 * across);
    FloatVector d12 = FloatVector.fromArray(SPECIES, x, from + down + 2 * across);
    FloatVector d22 = FloatVector.fromArray(SPECIES, x, from + 2 * down + 2 * across);
    FloatVector d32 = FloatVector.fromArray(SPECIES, x, from + 3 * down + 2 * across);
    FloatVector d42 = FloatVector.fromArray(SPECIES, x, from + 4 * down + 2 * across);
    FloatVector d52 = FloatVector.fromArray(SPECIES, x, from + 5 * down + 2 * across);
    FloatVector evenC2 = minusFour.fma(d22, d42);
    FloatVector oddC2 = minusFour.fma(d12, d32);
    FloatVector even2C2 = d42.sub(d22);
    FloatVector odd2C2 = two.mul(d32.sub(d12));
    FloatVector t02 = four.fma(d02, minusFive.fma(d22, d42));
    FloatVector t12 = evenC2.add(oddC2);
    FloatVector t22 = evenC2.sub(oddC2);
    FloatVector t32 = even2C2.add(odd2C2);
    FloatVector t42 = even2C2.sub(odd2C2);
    FloatVector t52 = four.fma(d12, minusFive.fma(d32, d52));
    FloatVector d03 = FloatVector.fromArray(SPECIES, x, from + 3 * across);
    FloatVector d13 = FloatVector.fromArray(SPECIES, x, from + down + 3 * across);
    FloatVector d23 = FloatVector.fromArray(SPECIES, x, from + 2 * down + 3 * across);
    FloatVector d33 = FloatVector.fromArray(SPECIES, x, from + 3 * down + 3 * across);
    FloatVector d43 = FloatVector.fromArray(SPECIES, x, from + 4 * down + 3 * across);
    FloatVector d53 = FloatVector.fromArray(SPECIES, x, from + 5 * down + 3 * across);
    FloatVector evenC3 = minusFour.fma(d23, d43);
    FloatVector oddC3 = minusFour.fma(d13, d33);
    FloatVector even2C3 = d43.sub(d23);
    FloatVector odd2C3 = two.mul(d33.sub(d13));
    FloatVector t03 = four.fma(d03, minusFive.fma(d23, d43));
    FloatVector t13 = evenC3.add(oddC3);
    FloatVector t23 = evenC3.sub(oddC3);
    FloatVector t33 = even2C3.add(odd2C3);
    FloatVector t43 = even2C3.sub(odd2C3);
    FloatVector t53 = four.fma(d13, minusFive.fma(d33, d53));
    FloatVector d04 = FloatVector.fromArray(SPECIES, x, from + 4 * across);
    FloatVector d14 = FloatVector.fromArray(SPECIES, x, from + down + 4 * across);
    FloatVector d24 = FloatVector.fromArray(SPECIES, x, from + 2 * down + 4 * across);
    FloatVector d34 = FloatVector.fromArray(SPECIES, x, from + 3 * down + 4 * across);
    FloatVector d44 = FloatVector.fromArray(SPECIES, x, from + 4 * down + 4 * across);
    FloatVector d54 = FloatVector.fromArray(SPECIES, x, from + 5 * down + 4 * across);
    FloatVector evenC4 = minusFour.fma(d24, d44);
    FloatVector oddC4 = minusFour.fma(d14, d34);
    FloatVector even2C4 = d44.sub(d24);
    FloatVector odd2C4 = two.mul(d34.sub(d14));
    FloatVector t04 = four.fma(d04, minusFive.fma(d24, d44));
    FloatVector t14 = evenC4.add(oddC4);
    FloatVector t24 = evenC4.sub(oddC4);
    FloatVector t34 = even2C4.add(odd2C4);
    FloatVector t44 = even2C4.sub(odd2C4);
    FloatVector t54 = four.fma(d14, minusFive.fma(d34, d54));
    FloatVector d05 = FloatVector.fromArray(SPECIES, x, from + 5 * across);
    FloatVector d15 = FloatVector.fromArray(SPECIES, x, from + down + 5 * across);
    FloatVector d25 = FloatVector.fromArray(SPECIES, x, from + 2 * down + 5 * across);
    FloatVector d35 = FloatVector.fromArray(SPECIES, x, from + 3 * down + 5 * across);
    FloatVector d45 = FloatVector.fromArray(SPECIES, x, from + 4 * down + 5 * across);
    FloatVector d55 = FloatVector.fromArray(SPECIES, x, from + 5 * down + 5 * across);
    FloatVector evenC5 = minusFour.fma(d25, d45);
    FloatVector oddC5 = minusFour.fma(d15, d35);
    FloatVector even2C5 = d45.sub(d25);
    FloatVector odd2C5 = two.mul(d35.sub(d15));
    FloatVector t05 = four.fma(d05, minusFive.fma(d25, d45));
    FloatVector t15 = evenC5.add(oddC5);
    FloatVector t25 = evenC5.sub(oddC5);
    FloatVector t35 = even2C5.add(odd2C5);
    FloatVector t45 = even2C5.sub(odd2C5);
    FloatVector t55 = four.fma(d15, minusFive.fma(d35, d55));
    FloatVector evenR0 = minusFour.fma(t02, t04);
    FloatVector oddR0 = minusFour.fma(t01, t03);
    FloatVector even2R0 = t04.sub(t02);
    FloatVector odd2R0 = two.mul(t03.sub(t01));
    four.fma(t00, minusFive.fma(t02, t04)).intoArray(y, to);
    evenR0.add(oddR0).intoArray(y, to + step);
    evenR0.sub(oddR0).intoArray(y, to + 2 * step);
    even2R0.add(odd2R0).intoArray(y, to + 3 * step);
    even2R0.sub(odd2R0).intoArray(y, to + 4 * step);
    four.fma(t01, minusFive.fma(t03, t05)).intoArray(y, to + 5 * step);
    FloatVector evenR1 = minusFour.fma(t12, t14);
    FloatVector oddR1 = minusFour.fma(t11, t13);
    FloatVector even2R1 = t14.sub(t12);
    FloatVector odd2R1 = two.mul(t13.sub(t11));
    four.fma(t10, minusFive.fma(t12, t14)).intoArray(y, to + 6 * step);
    evenR1.add(oddR1).intoArray(y, to + 7 * step);
    evenR1.sub(oddR1).intoArray(y, to + 8 * step);
    even2R1.add(odd2R1).intoArray(y, to + 9 * step);
    even2R1.sub(odd2R1).intoArray(y, to + 10 * step);
    four.fma(t11, minusFive.fma(t13, t15)).intoArray(y, to + 11 * step);
    FloatVector evenR2 = minusFour.fma(t22, t24);
    FloatVector oddR2 = minusFour.fma(t21, t23);
    FloatVector even2R2 = t24.sub(t22);
    FloatVector odd2R2 = two.mul(t23.sub(t21));
    four.fma(t20, minusFive.fma(t22, t24)).intoArray(y, to + 12 * step);
    evenR2.add(oddR2).intoArray(y, to + 13 * step);
    evenR2.sub(oddR2).intoArray(y, to + 14 * step);
    even2R2.add(odd2R2).intoArray(y, to + 15 * step);
    even2R2.sub(odd2R2).intoArray(y, to + 16 * step);
    four.fma(t21, minusFive.fma(t23, t25)).intoArray(y, to + 17 * step);
    FloatVector evenR3 = minusFour.fma(t32, t34);
    FloatVector oddR3 = minusFour.fma(t31, t33);
    FloatVector even2R3 = t34.sub(t32);
    FloatVector odd2R3 = two.mul(t33.sub(t31));
    four.fma(t30, minusFive.fma(t32, t34)).intoArray(y, to + 18 * step);
    evenR3.add(oddR3).intoArray(y, to + 19 * step);
    evenR3.sub(oddR3).intoArray(y, to + 20 * step);
    even2R3.add(odd2R3).intoArray(y, to + 21 * step);
    even2R3.sub(odd2R3).intoArray(y, to + 22 * step);
    four.fma(t31, minusFive.fma(t33, t35)).intoArray(y, to + 23 * step);
    FloatVector evenR4 = minusFour.fma(t42, t44);
    FloatVector oddR4 = minusFour.fma(t41, t43);
    FloatVector even2R4 = t44.sub(t42);
    FloatVector odd2R4 = two.mul(t43.sub(t41));
    four.fma(t40, minusFive.fma(t42, t44)).intoArray(y, to + 24 * step);
    evenR4.add(oddR4).intoArray(y, to + 25 * step);
    evenR4.sub(oddR4).intoArray(y, to + 26 * step);
    even2R4.add(odd2R4).intoArray(y, to + 27 * step);
    even2R4.sub(odd2R4).intoArray(y, to + 28 * step);
    four.fma(t41, minusFive.fma(t43, t45)).intoArray(y, to + 29 * step);
    FloatVector evenR5 = minusFour.fma(t52, t54);
    FloatVector oddR5 = minusFour.fma(t51, t53);
    FloatVector even2R5 = t54.sub(t52);
    FloatVector odd2R5 = two.mul(t53.sub(t51));
    four.fma(t50, minusFive.fma(t52, t54)).intoArray(y, to + 30 * step);
    evenR5.add(oddR5).intoArray(y, to + 31 * step);
    evenR5.sub(oddR5).intoArray(y, to + 32 * step);
    even2R5.add(odd2R5).intoArray(y, to + 33 * step);
    even2R5.sub(odd2R5).intoArray(y, to + 34 * step);
    four.fma(t51, minusFive.fma(t53, t55)).intoArray(y, to + 35 * step);
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
    for (int c = 0; c < columns; c += LANES) {
      int from = at + c;
      int to = yAt + c;
      FloatVector b = FloatVector.fromArray(SPECIES, bias, biasAt + c);
      FloatVector two = FloatVector.broadcast(SPECIES, 2);
      FloatVector four = FloatVector.broadcast(SPECIES, 4);
      FloatVector eight = FloatVector.broadcast(SPECIES, 8);
      FloatVector m00 = FloatVector.fromArray(SPECIES, products, from);
      FloatVector m10 = FloatVector.fromArray(SPECIES, products, from + 6 * positionStride);
      FloatVector m20 = FloatVector.fromArray(SPECIES, products, from + 12 * positionStride);
      FloatVector m30 = FloatVector.fromArray(SPECIES, products, from + 18 * positionStride);
      FloatVector m40 = FloatVector.fromArray(SPECIES, products, from + 24 * positionStride);
      FloatVector m50 = FloatVector.fromArray(SPECIES, products, from + 30 * positionStride);
      FloatVector sumC0 = m10.add(m20);
      FloatVector differenceC0 = m10.sub(m20);
      FloatVector sum2C0 = m30.add(m40);
      FloatVector difference2C0 = m30.sub(m40);
      FloatVector t00 = m00.add(sumC0).add(sum2C0);
      FloatVector t10 = two.fma(difference2C0, differenceC0);
      FloatVector t20 = four.fma(sum2C0, sumC0);
      FloatVector t30 = eight.fma(difference2C0, differenceC0).add(m50);
      FloatVector m01 = FloatVector.fromArray(SPECIES, products, from + positionStride);
      FloatVector m11 = FloatVector.fromArray(SPECIES, products, from + 7 * positionStride);
      FloatVector m21 = FloatVector.fromArray(SPECIES, products, from + 13 * positionStride);
      FloatVector m31 = FloatVector.fromArray(SPECIES, products, from + 19 * positionStride);
      FloatVector m41 = FloatVector.fromArray(SPECIES, products, from + 25 * positionStride);
      FloatVector m51 = FloatVector.fromArray(SPECIES, products, from + 31 * positionStride);
      FloatVector sumC1 = m11.add(m21);
      FloatVector differenceC1 = m11.sub(m21);
      FloatVector sum2C1 = m31.add(m41);
      FloatVector difference2C1 = m31.sub(m41);
      FloatVector t01 = m01.add(sumC1).add(sum2C1);
      FloatVector t11 = two.fma(difference2C1, differenceC1);
      FloatVector t21 = four.fma(sum2C1, sumC1);
      FloatVector t31 = eight.fma(difference2C1, differenceC1).add(m51);
      FloatVector m02 = FloatVector.fromArray(SPECIES, products, from + 2 * positionStride);
      FloatVector m12 = FloatVector.fromArray(SPECIES, products, from + 8 * positionStride);
      FloatVector m22 = FloatVector.fromArray(SPECIES, products, from + 14 * positionStride);
      FloatVector m32 = FloatVector.fromArray(SPECIES, products, from + 20 * positionStride);
      FloatVector m42 = FloatVector.fromArray(SPECIES, products, from + 26 * positionStride);
      FloatVector m52 = FloatVector.fromArray(SPECIES, products, from + 32 * positionStride);
      FloatVector sumC2 = m12.add(m22);
      FloatVector differenceC2 = m12.sub(m22);
      FloatVector sum2C2 = m32.add(m42);
      FloatVector difference2C2 = m32.sub(m42);
      FloatVector t02 = m02.add(sumC2).add(sum2C2);
      FloatVector t12 = two.fma(difference2C2, differenceC2);
      FloatVector t22 = four.fma(sum2C2, sumC2);
      FloatVector t32 = eight.fma(difference2C2, differenceC2).add(m52);
      FloatVector m03 = FloatVector.fromArray(SPECIES, products, from + 3 * positionStride);
      FloatVector m13 = FloatVector.fromArray(SPECIES, products, from + 9 * positionStride);
      FloatVector m23 = FloatVector.fromArray(SPECIES, products, from + 15 * positionStride);
      FloatVector m33 = FloatVector.fromArray(SPECIES, products, from + 21 * positionStride);
      FloatVector m43 = FloatVector.fromArray(SPECIES, products, from + 27 * positionStride);
      FloatVector m53 = FloatVector.fromArray(SPECIES, products, from + 33 * positionStride);
      FloatVector sumC3 = m13.add(m23);
      FloatVector differenceC3 = m13.sub(m23);
      FloatVector sum2C3 = m33.add(m43);
      FloatVector difference2C3 = m33.sub(m43);
      FloatVector t03 = m03.add(sumC3).add(sum2C3);
      FloatVector t13 = two.fma(difference2C3, differenceC3);
      FloatVector t23 = four.fma(sum2C3, sumC3);
      FloatVector t33 = eight.fma(difference2C3, differenceC3).add(m53);
      FloatVector m04 = FloatVector.fromArray(SPECIES, products, from + 4 * positionStride);
      FloatVector m14 = FloatVector.fromArray(SPECIES, products, from + 10 * positionStride);
      FloatVector m24 = FloatVector.fromArray(SPECIES, products, from + 16 * positionStride);
      FloatVector m34 = FloatVector.fromArray(SPECIES, products, from + 22 * positionStride);
      FloatVector m44 = FloatVector.fromArray(SPECIES, products, from + 28 * positionStride);
      FloatVector m54 = FloatVector.fromArray(SPECIES, products, from + 34 * positionStride);
      FloatVector sumC4 = m14.add(m24);
      FloatVector differenceC4 = m14.sub(m24);
      FloatVector sum2C4 = m34.add(m44);
      FloatVector difference2C4 = m34.sub(m44);
      FloatVector t04 = m04.add(sumC4).add(sum2C4);
      FloatVector t14 = two.fma(difference2C4, differenceC4);
      FloatVector t24 = four.fma(sum2C4, sumC4);
      FloatVector t34 = eight.fma(difference2C4, differenceC4).add(m54);
      FloatVector m05 = FloatVector.fromArray(SPECIES, products, from + 5 * positionStride);
      FloatVector m15 = FloatVector.fromArray(SPECIES, products, from + 11 * positionStride);
      FloatVector m25 = FloatVector.fromArray(SPECIES, products, from + 17 * positionStride);
      FloatVector m35 = FloatVector.fromArray(SPECIES, products, from + 23 * positionStride);
      FloatVector m45 = FloatVector.fromArray(SPECIES, products, from + 29 * positionStride);
      FloatVector m55 = FloatVector.fromArray(SPECIES, products, from + 35 * positionStride);
      FloatVector sumC5 = m15.add(m25);
      FloatVector differenceC5 = m15.sub(m25);
      FloatVector sum2C5 = m35.add(m45);
      FloatVector difference2C5 = m35.sub(m45);
      FloatVector t05 = m05.add(sumC5).add(sum2C5);
      FloatVector t15 = two.fma(difference2C5, differenceC5);
      FloatVector t25 = four.fma(sum2C5, sumC5);
      FloatVector t35 = eight.fma(difference2C5, differenceC5).add(m55);
      FloatVector sumR0 = t01.add(t02);
      FloatVector differenceR0 = t01.sub(t02);
      FloatVector sum2R0 = t03.add(t04);
      FloatVector difference2R0 = t03.sub(t04);
      write(t00.add(sumR0).add(sum2R0), b, slope, y, to);
      write(two.fma(difference2R0, differenceR0), b, slope, y, to + across);
      write(four.fma(sum2R0, sumR0), b, slope, y, to + 2 * across);
      write(eight.fma(difference2R0, differenceR0).add(t05), b, slope, y, to + 3 * across);
      FloatVector sumR1 = t11.add(t12);
      FloatVector differenceR1 = t11.sub(t12);
      FloatVector sum2R1 = t13.add(t14);
      FloatVector difference2R1 = t13.sub(t14);
      write(t10.add(sumR1).add(sum2R1), b, slope, y, to + down);
      write(two.fma(difference2R1, differenceR1), b, slope, y, to + down + across);
      write(four.fma(sum2R1, sumR1), b, slope, y, to + down + 2 * across);
      write(eight.fma(difference2R1, differenceR1).add(t15), b, slope, y, to + down + 3 * across);
      FloatVector sumR2 = t21.add(t22);
      FloatVector differenceR2 = t21.sub(t22);
      FloatVector sum2R2 = t23.add(t24);
      FloatVector difference2R2 = t23.sub(t24);
      write(t20.add(sumR2).add(sum2R2), b, slope, y, to + 2 * down);
      write(two.fma(difference2R2, differenceR2), b, slope, y, to + 2 * down + across);
      write(four.fma(sum2R2, sumR2), b, slope, y, to + 2 * down + 2 * across);
      write(
          eight.fma(difference2R2, differenceR2).add(t25), b, slope, y, to + 2 * down + 3 * across);
      FloatVector sumR3 = t31.add(t32);
      FloatVector differenceR3 = t31.sub(t32);
      FloatVector sum2R3 = t33.add(t34);
      FloatVector difference2R3 = t33.sub(t34);
      write(t30.add(sumR3).add(sum2R3), b, slope, y, to + 3 * down);
      write(two.fma(difference2R3, differenceR3), b, slope, y, to + 3 * down + across);
      write(four.fma(sum2R3, sumR3), b, slope, y, to + 3 * down + 2 * across);
      write(
          eight.fma(difference2R3, differenceR3).add(t35), b, slope, y, to + 3 * down + 3 * across);
    }
  }

  private static void write(FloatVector sum, FloatVector bias, float slope, float[] y, int to) {
    VectorPointwise.leaky(sum.add(bias), slope).intoArray(y, to);
  }
}
