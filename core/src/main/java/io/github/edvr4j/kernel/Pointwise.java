package io.github.edvr4j.kernel;

/**
 * Arithmetic pixel by pixel on runs of {@code pixels} pixels of {@code channels} channels. A run
 * starts at {@code …At} and goes on every {@code …Stride} values; runs may be the same place, but
 * must not overlap otherwise.
 */
public interface Pointwise {

  /**
   * y = leaky(x + bias): where the sum is negative it is multiplied by {@code slope} (0 is ReLU,
   * 0.1 EDVR's LeakyReLU, 1 nothing).
   *
   * @param bias values for the channels from {@code biasAt} on
   */
  void biasLeaky(
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
      int channels);

  /** x = leaky(x) with {@code slope} in [0, 1] for negative values. */
  void leaky(float[] x, int xAt, int xStride, float slope, int pixels, int channels);

  /** x = 1 / (1 + exp(-x)), within 4 units in the last place of the result or 1e-7. */
  void sigmoid(float[] x, int xAt, int xStride, int pixels, int channels);

  /** x = k x. */
  void scale(float[] x, int xAt, int xStride, float k, int pixels, int channels);

  /** x = x + y. */
  void add(
      float[] x, int xAt, int xStride, float[] y, int yAt, int yStride, int pixels, int channels);

  /** x = x y, by element. */
  void multiply(
      float[] x, int xAt, int xStride, float[] y, int yAt, int yStride, int pixels, int channels);

  /** x = x y, where y has one value a pixel. */
  void multiplyByPixel(
      float[] x, int xAt, int xStride, float[] y, int yAt, int yStride, int pixels, int channels);

  /** y = the sum of x over its channels, one value a pixel. */
  void sumChannels(
      float[] x, int xAt, int xStride, float[] y, int yAt, int yStride, int pixels, int channels);

  /** y = x. */
  void copy(
      float[] x, int xAt, int xStride, float[] y, int yAt, int yStride, int pixels, int channels);
}
