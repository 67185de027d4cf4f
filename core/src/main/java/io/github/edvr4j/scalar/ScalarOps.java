package io.github.edvr4j.scalar;

import io.github.edvr4j.ops.Activation;
import io.github.edvr4j.ops.Conv2d;
import io.github.edvr4j.ops.DeformConv2d;
import io.github.edvr4j.ops.Ops;
import io.github.edvr4j.ops.Weights;
import io.github.edvr4j.tensor.Shape;
import io.github.edvr4j.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Computes every operation at once, by its definition, on arrays in (N, C, H, W) order. */
public final class ScalarOps implements Ops<Tensor> {

  private final Weights weights;
  private final BiConsumer<String, Tensor> probe;

  /** Computes with these weights and watches nothing. */
  public ScalarOps(Weights weights) {
    this(weights, (name, x) -> {});
  }

  /**
   * @param probe is given every tensor that the network names, when it is computed
   */
  public ScalarOps(Weights weights, BiConsumer<String, Tensor> probe) {
    this.weights = weights;
    this.probe = probe;
  }

  @Override
  public Tensor conv(Conv2d layer, Tensor x) {
    return ScalarConv.forward(
        layer, x, weights.weight(layer.name(), layer.weightShape()), bias(layer));
  }

  @Override
  public Tensor deformConv(DeformConv2d layer, Tensor x, Tensor offset, Optional<Tensor> mask) {
    Conv2d plain = layer.plain();
    return new ScalarDeformConv(
            layer, weights.weight(layer.name(), plain.weightShape()), bias(plain))
        .forward(x, offset, mask);
  }

  private Optional<float[]> bias(Conv2d layer) {
    return layer.bias() ? Optional.of(weights.bias(layer.name(), layer.out())) : Optional.empty();
  }

  @Override
  public Tensor concat(List<Tensor> parts) {
    Shape first = parts.getFirst().shape();
    int channels = parts.stream().mapToInt(part -> part.shape().c()).sum();
    Tensor y = Tensor.zeros(first.withChannels(channels));
    int from = 0;
    for (Tensor part : parts) {
      require(part.shape().equals(first.withChannels(part.shape().c())), "concat", first, part);
      for (int n = 0; n < first.n(); n++) {
        System.arraycopy(
            part.data(),
            part.index(n, 0, 0, 0),
            y.data(),
            y.index(n, from, 0, 0),
            part.shape().c() * first.plane());
      }
      from += part.shape().c();
    }
    return y;
  }

  @Override
  public Tensor channels(Tensor x, int from, int to) {
    if (from < 0 || to > x.shape().c()) {
      throw new IllegalArgumentException(
          "channels %d to %d are not in %s".formatted(from, to, x.shape()));
    }
    Tensor y = Tensor.zeros(x.shape().withChannels(to - from));
    for (int n = 0; n < x.shape().n(); n++) {
      System.arraycopy(
          x.data(),
          x.index(n, from, 0, 0),
          y.data(),
          y.index(n, 0, 0, 0),
          (to - from) * x.shape().plane());
    }
    return y;
  }

  @Override
  public Tensor activate(Activation activation, Tensor x) {
    return map(
        x,
        v ->
            switch (activation) {
              case RELU -> Math.max(v, 0);
              case LEAKY_RELU -> v > 0 ? v : v * Activation.LEAKY_SLOPE;
              case SIGMOID -> (float) (1 / (1 + Math.exp(-v)));
            });
  }

  @Override
  public Tensor add(Tensor a, Tensor b) {
    require(a.shape().equals(b.shape()), "add", a.shape(), b);
    Tensor y = Tensor.zeros(a.shape());
    for (int i = 0; i < y.data().length; i++) {
      y.data()[i] = a.data()[i] + b.data()[i];
    }
    return y;
  }

  @Override
  public Tensor mul(Tensor a, Tensor b) {
    Shape shape = a.shape();
    boolean perPixel = b.shape().c() == 1;
    require(b.shape().equals(perPixel ? shape.withChannels(1) : shape), "mul", shape, b);
    Tensor y = Tensor.zeros(shape);
    for (int n = 0; n < shape.n(); n++) {
      for (int c = 0; c < shape.c(); c++) {
        int from = a.index(n, c, 0, 0);
        int factor = b.index(n, perPixel ? 0 : c, 0, 0);
        for (int i = 0; i < shape.plane(); i++) {
          y.data()[from + i] = a.data()[from + i] * b.data()[factor + i];
        }
      }
    }
    return y;
  }

  @Override
  public Tensor scale(Tensor x, float k) {
    return map(x, v -> v * k);
  }

  @Override
  public Tensor sumChannels(Tensor x) {
    Shape shape = x.shape();
    Tensor y = Tensor.zeros(shape.withChannels(1));
    for (int n = 0; n < shape.n(); n++) {
      for (int i = 0; i < shape.plane(); i++) {
        double sum = 0;
        for (int c = 0; c < shape.c(); c++) {
          sum += x.data()[x.index(n, c, 0, 0) + i];
        }
        y.data()[y.index(n, 0, 0, 0) + i] = (float) sum;
      }
    }
    return y;
  }

  @Override
  public Tensor maxPool(Tensor x) {
    return ScalarResampling.maxPool(x);
  }

  @Override
  public Tensor avgPool(Tensor x) {
    return ScalarResampling.avgPool(x);
  }

  @Override
  public Tensor upsample(Tensor x, int r) {
    return ScalarResampling.upsample(x, r);
  }

  @Override
  public Tensor pixelShuffle(Tensor x, int r) {
    return ScalarResampling.pixelShuffle(x, r);
  }

  @Override
  public Tensor probe(String name, Tensor x) {
    probe.accept(name, x);
    return x;
  }

  private interface Unary {
    float apply(float v);
  }

  private static Tensor map(Tensor x, Unary function) {
    Tensor y = Tensor.zeros(x.shape());
    for (int i = 0; i < y.data().length; i++) {
      y.data()[i] = function.apply(x.data()[i]);
    }
    return y;
  }

  private static void require(boolean fits, String operation, Shape a, Tensor b) {
    if (!fits) {
      throw new IllegalArgumentException(
          "%s: %s and %s don't fit together".formatted(operation, a, b.shape()));
    }
  }
}
