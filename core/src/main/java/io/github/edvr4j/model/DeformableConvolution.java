package io.github.edvr4j.model;

import io.github.edvr4j.ops.Activation;
import io.github.edvr4j.ops.Conv2d;
import io.github.edvr4j.ops.DeformConv2d;
import io.github.edvr4j.ops.Ops;
import java.util.Optional;

/**
 * A deformable convolution together with the convolution that predicts its offsets (BasicSR {@code
 * DCNv2Pack}, torchvision {@code deform_conv2d}). One operation covers the family: plain
 * convolution, DCNv1 (offsets) and DCNv2 (offsets and masks).
 *
 * <p>The predicting convolution, {@code name.conv_offset}, has G times 2K channels of offsets and,
 * for DCNv2, G times K logits of masks after them; it shares kernel, stride, padding and dilation
 * with the layer. The offset can be watched as probe {@code name.offset}, the mask as {@code
 * name.mask}.
 *
 * @param layer kernel, stride, padding, dilation, weight groups, deformable groups
 * @param kind what is predicted
 */
public record DeformableConvolution(DeformConv2d layer, Kind kind) {

  /** Members of the family. */
  public enum Kind {
    /** No offsets at all. */
    PLAIN,
    /** Offsets, every tap counts fully (Dai et al. 2017). */
    DCN_V1,
    /** Offsets and masks (Zhu et al. 2018). */
    DCN_V2
  }

  /** A 3x3 DCNv2 with F channels in and out, as in PCD alignment. */
  public static DeformableConvolution of(String name, int features, int deformableGroups) {
    return new DeformableConvolution(
        DeformConv2d.of(name, features, features, deformableGroups), Kind.DCN_V2);
  }

  /**
   * The convolution that predicts offsets (and masks).
   *
   * @param features channels of what it predicts them from
   */
  public Conv2d offsetConv(int features) {
    int channels = layer.offsetChannels() + (kind == Kind.DCN_V2 ? layer.maskChannels() : 0);
    return new Conv2d(layer.name() + ".conv_offset", features, channels, layer.kernel(), 1, true);
  }

  /**
   * Offsets predicted from the input itself.
   *
   * @param x (N, in, H, W)
   * @return (N, out, H', W')
   */
  public <T> T apply(Ops<T> ops, T x) {
    return apply(ops, x, x, layer.in());
  }

  /**
   * Offsets predicted from other features (DCN_sep).
   *
   * @param x (N, in, H, W)
   * @param features (N, featureChannels, H, W)
   * @return (N, out, H', W')
   */
  public <T> T apply(Ops<T> ops, T x, T features, int featureChannels) {
    if (kind == Kind.PLAIN) {
      return ops.conv(layer.plain(), x);
    }
    Prediction<T> prediction = predict(ops, features, featureChannels);
    return apply(ops, x, prediction.offset(), prediction.mask());
  }

  /**
   * What is predicted of where the taps go.
   *
   * @param offset (N, 2 G K, H', W') in pixels
   * @param mask (N, G K, H', W'), 0 to 1; empty for DCNv1
   */
  public record Prediction<T>(T offset, Optional<T> mask) {}

  /**
   * Offsets and masks alone; a plain convolution has none.
   *
   * @param features (N, featureChannels, H, W)
   */
  <T> Prediction<T> predict(Ops<T> ops, T features, int featureChannels) {
    T predicted = ops.conv(offsetConv(featureChannels), features);
    T offset = ops.channels(predicted, 0, layer.offsetChannels());
    offset = ops.probe(layer.name() + ".offset", offset);
    if (kind == Kind.DCN_V1) {
      return new Prediction<>(offset, Optional.empty());
    }
    T logits =
        ops.channels(
            predicted, layer.offsetChannels(), layer.offsetChannels() + layer.maskChannels());
    T mask = ops.probe(layer.name() + ".mask", ops.activate(Activation.SIGMOID, logits));
    return new Prediction<>(offset, Optional.of(mask));
  }

  /**
   * Offsets given, and masks where there are any.
   *
   * @param x (N, in, H, W)
   * @param offset (N, 2 G K, H', W') in pixels
   * @param mask (N, G K, H', W')
   * @return (N, out, H', W')
   */
  public <T> T apply(Ops<T> ops, T x, T offset, Optional<T> mask) {
    return ops.deformConv(layer, x, offset, mask);
  }
}
