package io.github.edvr4j.video;

import io.github.edvr4j.resize.Bicubic;

/**
 * How opaque a picture is, which the network knows nothing of: it is enlarged bicubically beside
 * it.
 *
 * <p>The array is not copied: who passes it on shares it.
 *
 * @param height rows, at least 1
 * @param width columns, at least 1
 * @param opacity {@code height * width} values, (H, W): 0 is transparent and 1 opaque
 */
public record Alpha(int height, int width, float[] opacity) {

  /**
   * @throws IllegalArgumentException if an extent is below 1 or the array's length is not the
   *     size's
   */
  public Alpha {
    if (height < 1 || width < 1 || opacity.length != (long) height * width) {
      throw new IllegalArgumentException(
          "an alpha of %dx%d can't have %d values".formatted(width, height, opacity.length));
    }
  }

  /** Whether it lets anything through. */
  boolean isTransparent() {
    for (float value : opacity) {
      if (value < 1) {
        return true;
      }
    }
    return false;
  }

  /** For a picture of another size; values stay within [0, 1]. */
  Alpha resized(int toHeight, int toWidth) {
    if (toHeight == height && toWidth == width) {
      return this;
    }
    float[] resized = Bicubic.resize(opacity, height, width, 1, toHeight, toWidth);
    for (int i = 0; i < resized.length; i++) {
      resized[i] = Math.clamp(resized[i], 0f, 1f);
    }
    return new Alpha(toHeight, toWidth, resized);
  }
}
