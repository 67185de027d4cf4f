package io.github.edvr4j.kernel.scalar;

import io.github.edvr4j.kernel.Pointwise;

/** Pixel by pixel, channel by channel. */
public final class ScalarPointwise implements Pointwise {

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
    for (int p = 0; p < pixels; p++) {
      int from = xAt + p * xStride;
      int to = yAt + p * yStride;
      for (int c = 0; c < channels; c++) {
        float sum = x[from + c] + bias[biasAt + c];
        y[to + c] = sum < 0 ? sum * slope : sum;
      }
    }
  }

  @Override
  public void leaky(float[] x, int xAt, int xStride, float slope, int pixels, int channels) {
    for (int p = 0; p < pixels; p++) {
      int at = xAt + p * xStride;
      for (int c = 0; c < channels; c++) {
        float value = x[at + c];
        x[at + c] = value < 0 ? value * slope : value;
      }
    }
  }

  @Override
  public void sigmoid(float[] x, int xAt, int xStride, int pixels, int channels) {
    for (int p = 0; p < pixels; p++) {
      int at = xAt + p * xStride;
      for (int c = 0; c < channels; c++) {
        x[at + c] = sigmoid(x[at + c]);
      }
    }
  }

  /** 1 / (1 + exp(-x)), rounded once. */
  static float sigmoid(float x) {
    return (float) (1 / (1 + Math.exp(-x)));
  }

  @Override
  public void scale(float[] x, int xAt, int xStride, float k, int pixels, int channels) {
    for (int p = 0; p < pixels; p++) {
      int at = xAt + p * xStride;
      for (int c = 0; c < channels; c++) {
        x[at + c] *= k;
      }
    }
  }

  @Override
  public void add(
      float[] x, int xAt, int xStride, float[] y, int yAt, int yStride, int pixels, int channels) {
    for (int p = 0; p < pixels; p++) {
      int to = xAt + p * xStride;
      int from = yAt + p * yStride;
      for (int c = 0; c < channels; c++) {
        x[to + c] += y[from + c];
      }
    }
  }

  @Override
  public void multiply(
      float[] x, int xAt, int xStride, float[] y, int yAt, int yStride, int pixels, int channels) {
    for (int p = 0; p < pixels; p++) {
      int to = xAt + p * xStride;
      int from = yAt + p * yStride;
      for (int c = 0; c < channels; c++) {
        x[to + c] *= y[from + c];
      }
    }
  }

  @Override
  public void multiplyByPixel(
      float[] x, int xAt, int xStride, float[] y, int yAt, int yStride, int pixels, int channels) {
    for (int p = 0; p < pixels; p++) {
      scale(x, xAt + p * xStride, channels, y[yAt + p * yStride], 1, channels);
    }
  }

  @Override
  public void sumChannels(
      float[] x, int xAt, int xStride, float[] y, int yAt, int yStride, int pixels, int channels) {
    for (int p = 0; p < pixels; p++) {
      float sum = 0;
      for (int c = 0; c < channels; c++) {
        sum += x[xAt + p * xStride + c];
      }
      y[yAt + p * yStride] = sum;
    }
  }

  @Override
  public void copy(
      float[] x, int xAt, int xStride, float[] y, int yAt, int yStride, int pixels, int channels) {
    for (int p = 0; p < pixels; p++) {
      System.arraycopy(x, xAt + p * xStride, y, yAt + p * yStride, channels);
    }
  }
}
