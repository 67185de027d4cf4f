package io.github.edvr4j.ops;

import io.github.edvr4j.tensor.Shape;

/**
 * A deformable convolution (Dai et al. 2017; modulated: Zhu et al. 2018): like {@link Conv2d}, but
 * tap k of output pixel (oy, ox) reads at a real-valued place, moved by the offset of its
 * deformable group and weighted by that group's mask.
 *
 * <p>Offset channels are interleaved: group g, tap k has its dy in channel {@code g * 2K + 2k} and
 * its dx in the next one; its mask is channel {@code g * K + k} (K = taps). Group g covers the g-th
 * share of the input channels. (Reference: torchvision {@code deform_conv2d}.)
 *
 * @param name state-dict name without {@code .weight}
 * @param in input channels
 * @param out output channels
 * @param kernel where the taps lie before they are moved
 * @param groups weight groups
 * @param deformableGroups groups of input channels that share their offsets
 * @param bias whether there is a bias
 */
public record DeformConv2d(
    String name, int in, int out, Kernel2d kernel, int groups, int deformableGroups, boolean bias) {

  /**
   * @throws IllegalArgumentException if the channels don't divide into the groups
   */
  public DeformConv2d {
    if (groups < 1 || in % groups != 0 || out % groups != 0) {
      throw new IllegalArgumentException(
          "%s: %d -> %d channels don't divide into %d groups".formatted(name, in, out, groups));
    }
    if (deformableGroups < 1 || in % deformableGroups != 0) {
      throw new IllegalArgumentException(
          "%s: %d channels don't divide into %d deformable groups"
              .formatted(name, in, deformableGroups));
    }
  }

  /** An ungrouped 3x3 layer with bias, as in PCD alignment. */
  public static DeformConv2d of(String name, int in, int out, int deformableGroups) {
    return new DeformConv2d(name, in, out, Kernel2d.same(3), 1, deformableGroups, true);
  }

  /** The plain convolution with the same weights. */
  public Conv2d plain() {
    return new Conv2d(name, in, out, kernel, groups, bias);
  }

  /** Channels of the offset, 2 K per deformable group. */
  public int offsetChannels() {
    return 2 * deformableGroups * kernel.taps();
  }

  /** Channels of the mask, K per deformable group. */
  public int maskChannels() {
    return deformableGroups * kernel.taps();
  }

  /**
   * Shape of the output for an input of shape (N, in, H, W); offset and mask have its size.
   *
   * @throws IllegalArgumentException if input, offset or mask don't fit the layer
   */
  public Shape output(Shape x, Shape offset) {
    Shape output = plain().output(x);
    if (!offset.equals(output.withChannels(offsetChannels()))) {
      throw new IllegalArgumentException(
          "%s needs an offset of %s for an input of %s, got %s"
              .formatted(name, output.withChannels(offsetChannels()), x, offset));
    }
    return output;
  }

  /** As {@link #output(Shape, Shape)}, with a mask. */
  public Shape output(Shape x, Shape offset, Shape mask) {
    Shape output = output(x, offset);
    if (!mask.equals(output.withChannels(maskChannels()))) {
      throw new IllegalArgumentException(
          "%s needs a mask of %s for an input of %s, got %s"
              .formatted(name, output.withChannels(maskChannels()), x, mask));
    }
    return output;
  }
}
