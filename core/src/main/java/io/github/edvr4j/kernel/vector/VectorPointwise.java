package io.github.edvr4j.kernel.vector;

import io.github.edvr4j.kernel.Pointwise;
import io.github.edvr4j.kernel.scalar.ScalarPointwise;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Pixel by pixel along vectors of channels; what is left of a pixel goes through the scalar twin.
 * Pixels that lie side by side without gaps are one long pixel.
 */
public final class VectorPointwise implements Pointwise {

  private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;
  private static final int LANES = Lanes.COUNT;

  private final ScalarPointwise scalar = new ScalarPointwise();

  @Override
  public void biasLeaky(
      float[] x,
      int xAt,
      int xStride,
      float[] bias,
      int biasAt,
      float slope,
      float[] y,
      int yAt,
      int yStride,
      int pixels,
      int channels) {
    int bound = SPECIES.loopBound(channels);
    for (int p = 0; p < pixels; p++) {
      int from = xAt + p * xStride;
      int to = yAt + p * yStride;
      for (int c = 0; c < bound; c += LANES) {
        FloatVector sum =
            FloatVector.fromArray(SPECIES, x, from + c)
                .add(FloatVector.fromArray(SPECIES, bias, biasAt + c));
        leaky(sum, slope).intoArray(y, to + c);
      }
    }
    if (bound < channels) {
      scalar.biasLeaky(
          x,
          xAt + bound,
          xStride,
          bias,
          biasAt + bound,
          slope,
          y,
          yAt + bound,
          yStride,
          pixels,
          channels - bound);
    }
  }

  static FloatVector leaky(FloatVector x, float slope) {
    VectorMask<Float> negative = x.compare(VectorOperators.LT, 0);
    return x.lanewise(VectorOperators.MUL, slope, negative);
  }

  @Override
  public void leaky(float[] x, int xAt, int xStride, float slope, int pixels, int channels) {
    if (pixels > 1 && xStride == channels) {
      leaky(x, xAt, 0, slope, 1, pixels * channels);
      return;
    }
    int bound = SPECIES.loopBound(channels);
    for (int p = 0; p < pixels; p++) {
      int at = xAt + p * xStride;
      for (int c = 0; c < bound; c += LANES) {
        leaky(FloatVector.fromArray(SPECIES, x, at + c), slope).intoArray(x, at + c);
      }
    }
    if (bound < channels) {
      scalar.leaky(x, xAt + bound, xStride, slope, pixels, channels - bound);
    }
  }

  @Override
  public void sigmoid(float[] x, int xAt, int xStride, int pixels, int channels) {
    if (pixels > 1 && xStride == channels) {
      sigmoid(x, xAt, 0, 1, pixels * channels);
      return;
    }
    int bound = SPECIES.loopBound(channels);
    for (int p = 0; p < pixels; p++) {
      int at = xAt + p * xStride;
      for (int c = 0; c < bound; c += LANES) {
        Sigmoid.of(FloatVector.fromArray(SPECIES, x, at + c)).intoArray(x, at + c);
      }
    }
    if (bound < channels) {
      scalar.sigmoid(x, xAt + bound, xStride, pixels, channels - bound);
    }
  }

  @Override
  public void scale(float[] x, int xAt, int xStride, float k, int pixels, int channels) {
    if (pixels > 1 && xStride == channels) {
      scale(x, xAt, 0, k, 1, pixels * channels);
      return;
    }
    int bound = SPECIES.loopBound(channels);
    for (int p = 0; p < pixels; p++) {
      int at = xAt + p * xStride;
      for (int c = 0; c < bound; c += LANES) {
        FloatVector.fromArray(SPECIES, x, at + c).mul(k).intoArray(x, at + c);
      }
    }
    if (bound < channels) {
      scalar.scale(x, xAt + bound, xStride, k, pixels, channels - bound);
    }
  }

  @Override
  public void add(
      float[] x, int xAt, int xStride, float[] y, int yAt, int yStride, int pixels, int channels) {
    if (pixels > 1 && xStride == channels && yStride == channels) {
      add(x, xAt, 0, y, yAt, 0, 1, pixels * channels);
      return;
    }
    int bound = SPECIES.loopBound(channels);
    for (int p = 0; p < pixels; p++) {
      int to = xAt + p * xStride;
      int from = yAt + p * yStride;
      for (int c = 0; c < bound; c += LANES) {
        FloatVector.fromArray(SPECIES, x, to + c)
            .add(FloatVector.fromArray(SPECIES, y, from + c))
            .intoArray(x, to + c);
      }
    }
    if (bound < channels) {
      scalar.add(x, xAt + bound, xStride, y, yAt + bound, yStride, pixels, channels - bound);
    }
  }

  @Override
  public void multiply(
      float[] x, int xAt, int xStride, float[] y, int yAt, int yStride, int pixels, int channels) {
    if (pixels > 1 && xStride == channels && yStride == channels) {
      multiply(x, xAt, 0, y, yAt, 0, 1, pixels * channels);
      return;
    }
    int bound = SPECIES.loopBound(channels);
    for (int p = 0; p < pixels; p++) {
      int to = xAt + p * xStride;
      int from = yAt + p * yStride;
      for (int c = 0; c < bound; c += LANES) {
        FloatVector.fromArray(SPECIES, x, to + c)
            .mul(FloatVector.fromArray(SPECIES, y, from + c))
            .intoArray(x, to + c);
      }
    }
    if (bound < channels) {
      scalar.multiply(x, xAt + bound, xStride, y, yAt + bound, yStride, pixels, channels - bound);
    }
  }

  @Override
  public void multiplyByPixel(
      float[] x, int xAt, int xStride, float[] y, int yAt, int yStride, int pixels, int channels) {
    for (int p = 0; p < pixels; p++) {
      scale(x, xAt + p * xStride, 0, y[yAt + p * yStride], 1, channels);
    }
  }

  @Override
  public void sumChannels(
      float[] x, int xAt, int xStride, float[] y, int yAt, int yStride, int pixels, int channels) {
    int bound = SPECIES.loopBound(channels);
    float[] lanes = new float[LANES];
    for (int p = 0; p < pixels; p++) {
      int from = xAt + p * xStride;
      FloatVector sums = FloatVector.zero(SPECIES);
      int c = 0;
      for (; c < bound; c += LANES) {
        sums = sums.add(FloatVector.fromArray(SPECIES, x, from + c));
      }
      // Not reduceLanes: its order is open, and compiled code takes another than interpreted.
      sums.intoArray(lanes, 0);
      float sum = 0;
      for (float lane : lanes) {
        sum += lane;
      }
      for (; c < channels; c++) {
        sum += x[from + c];
      }
      y[yAt + p * yStride] = sum;
    }
  }

  @Override
  public void copy(
      float[] x, int xAt, int xStride, float[] y, int yAt, int yStride, int pixels, int channels) {
    if (pixels > 1 && xStride == channels && yStride == channels) {
      System.arraycopy(x, xAt, y, yAt, pixels * channels);
    } else {
      scalar.copy(x, xAt, xStride, y, yAt, yStride, pixels, channels);
    }
  }
}
