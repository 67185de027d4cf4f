package io.github.edvr4j.examples;

import io.github.edvr4j.engine.Engine;
import io.github.edvr4j.engine.Network;
import io.github.edvr4j.ops.DeformConv2d;
import io.github.edvr4j.ops.Kernel2d;
import io.github.edvr4j.ops.Ops;
import io.github.edvr4j.ops.Weights;
import io.github.edvr4j.scalar.ScalarOps;
import io.github.edvr4j.tensor.Shape;
import io.github.edvr4j.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The deformable convolution without a network around it: what offsets and masks mean, and how to
 * compute it by the specification and by the engine.
 */
public final class DeformableConvolutionAlone {

  /** 3x3 taps, one channel in, one out, one group of offsets, no bias. */
  private static final DeformConv2d LAYER =
      new DeformConv2d("dcn", 1, 1, Kernel2d.same(3), 1, 1, false);

  /** Layers ask for their arrays by name; this one asks for {@code dcn.weight} alone. */
  private static final Weights CROSS = (name, elements) -> new float[] {0, 1, 0, 1, 4, 2, 0, 3, 0};

  private DeformableConvolutionAlone() {}

  /** Prints a picture and what becomes of it. */
  public static void main(String[] args) {
    Tensor x = picture();
    print("picture", x);

    Ops<Tensor> specification = new ScalarOps(CROSS);
    print("convolution", specification.conv(LAYER.plain(), x));

    Tensor none = offset(0, 0);
    print("offset 0, 0", specification.deformConv(LAYER, x, none, Optional.empty()));
    Tensor right = offset(0, 1);
    print("offset 0, 1", specification.deformConv(LAYER, x, right, Optional.empty()));
    Tensor between = offset(0.5f, 0);
    print("offset 0.5, 0", specification.deformConv(LAYER, x, between, Optional.empty()));
    print("mask 0.5", specification.deformConv(LAYER, x, none, Optional.of(mask(0.5f))));

    try (Engine engine = new Engine(1)) {
      List<Tensor> inputs = List.of(x, right);
      List<Shape> shapes = inputs.stream().map(Tensor::shape).toList();
      List<Tensor> outputs = engine.plan(new Deform(), CROSS, shapes).run(inputs);
      print("offset 0, 1 by the engine", outputs.getFirst());
    }
  }

  /** The engine runs networks; this one has a single layer. */
  private record Deform() implements Network {
    @Override
    public <T> List<T> apply(Ops<T> ops, List<T> inputs) {
      return List.of(ops.deformConv(LAYER, inputs.get(0), inputs.get(1), Optional.empty()));
    }
  }

  /** 6x8 pixels, no two alike. */
  private static Tensor picture() {
    Tensor x = Tensor.zeros(Shape.of(1, 6, 8));
    for (int i = 0; i < x.data().length; i++) {
      x.data()[i] = i * i % 53;
    }
    return x;
  }

  /**
   * One offset for every tap of every output pixel, in pixels. Each tap has two channels, dy and
   * then dx; the taps are counted row by row, and with several groups of channels group 0 has all
   * of its taps first.
   */
  private static Tensor offset(float dy, float dx) {
    Tensor offset = Tensor.zeros(picture().shape().withChannels(LAYER.offsetChannels()));
    for (int tap = 0; tap < LAYER.kernel().taps(); tap++) {
      fill(offset, 2 * tap, dy);
      fill(offset, 2 * tap + 1, dx);
    }
    return offset;
  }

  /** How much every tap counts: one channel each, in the same order. */
  private static Tensor mask(float value) {
    Tensor mask = Tensor.zeros(picture().shape().withChannels(LAYER.maskChannels()));
    Arrays.fill(mask.data(), value);
    return mask;
  }

  private static void fill(Tensor x, int channel, float value) {
    int plane = x.shape().plane();
    Arrays.fill(x.data(), channel * plane, (channel + 1) * plane, value);
  }

  private static void print(String title, Tensor x) {
    System.out.println(title);
    for (int row = 0; row < x.shape().h(); row++) {
      for (int column = 0; column < x.shape().w(); column++) {
        System.out.print(String.format(Locale.ROOT, "%8.1f", x.at(0, 0, row, column)));
      }
      System.out.println();
    }
  }
}
