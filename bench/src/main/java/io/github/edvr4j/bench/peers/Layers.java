package io.github.edvr4j.bench.peers;

import io.github.edvr4j.bench.RandomValues;
import io.github.edvr4j.engine.Network;
import io.github.edvr4j.ops.Conv2d;
import io.github.edvr4j.ops.DeformConv2d;
import io.github.edvr4j.ops.Ops;
import io.github.edvr4j.ops.Weights;
import io.github.edvr4j.tensor.Shape;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Single layers as {@link Work}, on images of 180x320. */
final class Layers {

  static final int HEIGHT = 180;
  static final int WIDTH = 320;

  /** Standard deviation of the offsets, in pixels. */
  private static final float OFFSETS = 3;

  private record Convolution(Conv2d layer) implements Network {
    @Override
    public <T> List<T> apply(Ops<T> ops, List<T> inputs) {
      return List.of(ops.conv(layer, inputs.getFirst()));
    }
  }

  private record Deformable(DeformConv2d layer) implements Network {
    @Override
    public <T> List<T> apply(Ops<T> ops, List<T> inputs) {
      T mask = inputs.get(2);
      return List.of(ops.deformConv(layer, inputs.get(0), inputs.get(1), Optional.of(mask)));
    }
  }

  private Layers() {}

  /** A 3x3 convolution with as many output channels as input channels. */
  static Work convolution(int channels) {
    Conv2d layer = Conv2d.of("conv", channels, channels, 3);
    Random random = new Random(1);
    List<float[]> input = List.of(RandomValues.of(random, channels * HEIGHT * WIDTH));
    return new Work(
        new Convolution(layer),
        weights(layer),
        List.of(Shape.of(channels, HEIGHT, WIDTH)),
        _ -> input,
        flops(layer));
  }

  /** A 3x3 deformable convolution of 64 channels with 8 groups, offset and mask given. */
  static DeformConv2d deformableLayer() {
    return DeformConv2d.of("dcn", 64, 64, 8);
  }

  /** {@link #deformableLayer} on features, offsets of a few pixels and masks in [0, 1). */
  static Work deformable() {
    DeformConv2d layer = deformableLayer();
    Random random = new Random(1);
    float[] x = RandomValues.of(random, layer.in() * HEIGHT * WIDTH);
    float[] offset = RandomValues.of(random, layer.offsetChannels() * HEIGHT * WIDTH);
    float[] mask = new float[layer.maskChannels() * HEIGHT * WIDTH];
    for (int i = 0; i < offset.length; i++) {
      offset[i] *= OFFSETS;
    }
    for (int i = 0; i < mask.length; i++) {
      mask[i] = random.nextFloat();
    }
    List<float[]> inputs = List.of(x, offset, mask);
    return new Work(
        new Deformable(layer),
        weights(layer.plain()),
        List.of(
            Shape.of(layer.in(), HEIGHT, WIDTH),
            Shape.of(layer.offsetChannels(), HEIGHT, WIDTH),
            Shape.of(layer.maskChannels(), HEIGHT, WIDTH)),
        _ -> inputs,
        flops(layer.plain()));
  }

  private static double flops(Conv2d layer) {
    return 2.0 * layer.weightShape().elements() * HEIGHT * WIDTH;
  }

  /** Of a scale that leaves the values' size as it is. */
  private static Weights weights(Conv2d layer) {
    Random random = new Random(2);
    float[] weight = RandomValues.of(random, layer.weightShape().elements());
    float scale = (float) Math.sqrt((double) layer.out() / weight.length);
    for (int i = 0; i < weight.length; i++) {
      weight[i] *= scale;
    }
    float[] bias = RandomValues.of(random, layer.out());
    return (name, _) -> name.endsWith("weight") ? weight : bias;
  }
}
