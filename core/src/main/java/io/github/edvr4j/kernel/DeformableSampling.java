package io.github.edvr4j.kernel;

import io.github.edvr4j.ops.DeformConv2d;
import java.util.Optional;

/**
 * The sampling half of a deformable convolution (torchvision {@code deform_conv2d}, columns): each
 * output pixel's row of the panel gets, tap by tap and channel by channel, the image at the tap's
 * moved place times the mask. Bilinear; the image is surrounded by one ring of zeros and is zero
 * from there on: exactly at -1 and at H or W, beyond, and where an offset is not a number.
 */
public interface DeformableSampling {

  /**
   * Samples {@code pixels} output pixels of a region, from its number {@code firstPixel} on.
   *
   * @param x (H, W, in)
   * @param offset (H', W', 2 G K), interleaved as {@link DeformConv2d} says, or that of the region
   *     only; further channels are passed over
   * @param mask (H', W', G K), or that of the region only, or empty where every tap counts fully
   * @param logits whether {@code mask} is still to go through the sigmoid
   * @param panel a {@link Panel} of {@code rows} rows and depth K * in; depth of tap k, channel c
   *     is {@code k * in + c}; output pixel {@code firstPixel + i} gets row i
   * @return the sum of |offset| over the pixels sampled, all groups, taps and both directions; not
   *     a number if an offset is not one
   */
  double sample(
      DeformConv2d layer,
      Image x,
      Image offset,
      Optional<Image> mask,
      boolean logits,
      Region region,
      int firstPixel,
      int pixels,
      float[] panel,
      int panelAt,
      int rows);
}
