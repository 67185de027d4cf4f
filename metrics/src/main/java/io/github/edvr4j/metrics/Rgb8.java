package io.github.edvr4j.metrics;

import io.github.edvr4j.tensor.Shape;
import io.github.edvr4j.tensor.Tensor;
import java.util.Arrays;

/**
 * A picture in 8 bits a channel: what published PSNR and SSIM are measured on.
 *
 * <p>The array is not copied: who passes it on shares it.
 *
 * @param height rows, at least 1
 * @param width columns, at least 1
 * @param values {@code height * width * 3} unsigned bytes, (H, W, C) with red, green, blue
 *     innermost
 */
public record Rgb8(int height, int width, byte[] values) {

  /**
   * @throws IllegalArgumentException if an extent is below 1 or the array's length is not the
   *     size's
   */
  public Rgb8 {
    if (height < 1 || width < 1 || values.length != 3L * height * width) {
      throw new IllegalArgumentException(
          "%d values are no RGB picture of %dx%d".formatted(values.length, width, height));
    }
  }

  /**
   * The picture that a network's output stands for: clamped to [0, 1], times 255, rounded half to
   * even, as BasicSR's {@code tensor2img} does.
   *
   * @param rgb a tensor of shape (1, 3, H, W), 0 black and 1 white
   * @throws IllegalArgumentException if the tensor has another number of items or channels
   */
  public static Rgb8 of(Tensor rgb) {
    Shape shape = rgb.shape();
    if (shape.n() != 1 || shape.c() != 3) {
      throw new IllegalArgumentException("expected one RGB picture, got " + shape);
    }
    byte[] values = new byte[shape.elements()];
    for (int c = 0; c < 3; c++) {
      for (int i = 0; i < shape.plane(); i++) {
        values[3 * i + c] = rounded(rgb.data()[c * shape.plane() + i]);
      }
    }
    return new Rgb8(shape.h(), shape.w(), values);
  }

  /**
   * The picture of a decoded or restored frame, rounded likewise.
   *
   * @param rgb {@code height * width * 3} values, (H, W, C) with red, green, blue innermost, 0
   *     black and 1 white
   * @throws IllegalArgumentException if the array's length is not the size's
   */
  public static Rgb8 of(int height, int width, float[] rgb) {
    byte[] values = new byte[rgb.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = rounded(rgb[i]);
    }
    return new Rgb8(height, width, values);
  }

  private static byte rounded(float value) {
    return (byte) Math.rint(Math.clamp(value, 0f, 1f) * 255f);
  }

  /** One channel of one pixel, 0 to 255. */
  int at(int y, int x, int channel) {
    return values[3 * (y * width + x) + channel] & 0xFF;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Rgb8 that
        && height == that.height
        && width == that.width
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * height + width) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "Rgb8[" + width + "x" + height + "]";
  }
}
