package io.github.edvr4j.onnx;

import static io.github.edvr4j.onnx.Attributes.integer;
import static io.github.edvr4j.onnx.Attributes.integers;
import static io.github.edvr4j.onnx.Attributes.real;
import static io.github.edvr4j.onnx.Attributes.text;

import io.github.edvr4j.onnx.proto.AttributeProto;
import io.github.edvr4j.ops.Activation;
import io.github.edvr4j.ops.Conv2d;
import io.github.edvr4j.ops.DeformConv2d;
import io.github.edvr4j.ops.Kernel2d;
import io.github.edvr4j.ops.Ops;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Interprets a network by writing it down in ONNX's operators, one node for each operation, for
 * images of any size.
 *
 * <p>Channels are checked here; heights and widths that don't fit are the runtime's to refuse.
 */
final class OnnxOps implements Ops<OnnxValue> {

  /** How ONNX names an optional input that is left out before one that is given. */
  private static final String ABSENT = "";

  private final OnnxGraph graph;
  private final Initializers initializers;

  OnnxOps(OnnxGraph graph) {
    this.graph = graph;
    initializers = graph.initializers();
  }

  @Override
  public OnnxValue conv(Conv2d layer, OnnxValue x) {
    requireChannels(layer.name(), layer.in(), x);
    List<String> inputs = new ArrayList<>(List.of(x.name(), initializers.weight(layer)));
    if (layer.bias()) {
      inputs.add(initializers.bias(layer));
    }
    return graph.node(layer.name(), "Conv", inputs, taps(layer), layer.out());
  }

  /** ONNX orders the channels of offset and mask as torchvision does, and so do the layers. */
  @Override
  public OnnxValue deformConv(
      DeformConv2d layer, OnnxValue x, OnnxValue offset, Optional<OnnxValue> mask) {
    requireChannels(layer.name(), layer.in(), x);
    requireChannels(layer.name() + ", offset", layer.offsetChannels(), offset);
    mask.ifPresent(given -> requireChannels(layer.name() + ", mask", layer.maskChannels(), given));
    Conv2d plain = layer.plain();
    List<String> inputs =
        new ArrayList<>(List.of(x.name(), initializers.weight(plain), offset.name()));
    if (layer.bias()) {
      inputs.add(initializers.bias(plain));
    } else if (mask.isPresent()) {
      inputs.add(ABSENT);
    }
    mask.ifPresent(given -> inputs.add(given.name()));
    List<AttributeProto> attributes = taps(plain);
    attributes.add(integer("offset_group", layer.deformableGroups()));
    return graph.node(layer.name(), "DeformConv", inputs, attributes, layer.out());
  }

  private static List<AttributeProto> taps(Conv2d layer) {
    Kernel2d kernel = layer.kernel();
    long y = kernel.paddingY();
    long x = kernel.paddingX();
    return new ArrayList<>(
        List.of(
            integers("kernel_shape", kernel.height(), kernel.width()),
            integers("strides", kernel.strideY(), kernel.strideX()),
            integers("pads", y, x, y, x),
            integers("dilations", kernel.dilationY(), kernel.dilationX()),
            integer("group", layer.groups())));
  }

  @Override
  public OnnxValue concat(List<OnnxValue> parts) {
    int channels = parts.stream().mapToInt(OnnxValue::channels).sum();
    List<String> names = parts.stream().map(OnnxValue::name).toList();
    return graph.node("Concat", names, List.of(integer("axis", 1)), channels);
  }

  @Override
  public OnnxValue channels(OnnxValue x, int from, int to) {
    if (from < 0 || to > x.channels()) {
      throw new IllegalArgumentException("channels %d to %d are not in %s".formatted(from, to, x));
    }
    List<String> inputs =
        List.of(
            x.name(),
            initializers.integers(from),
            initializers.integers(to),
            initializers.integers(1));
    return graph.node("Slice", inputs, List.of(), to - from);
  }

  @Override
  public OnnxValue activate(Activation activation, OnnxValue x) {
    List<String> inputs = List.of(x.name());
    return switch (activation) {
      case RELU -> graph.node("Relu", inputs, List.of(), x.channels());
      case LEAKY_RELU ->
          graph.node(
              "LeakyRelu", inputs, List.of(real("alpha", Activation.LEAKY_SLOPE)), x.channels());
      case SIGMOID -> graph.node("Sigmoid", inputs, List.of(), x.channels());
    };
  }

  @Override
  public OnnxValue add(OnnxValue a, OnnxValue b) {
    requireChannels("add", a.channels(), b);
    return graph.node("Add", List.of(a.name(), b.name()), List.of(), a.channels());
  }

  @Override
  public OnnxValue mul(OnnxValue a, OnnxValue b) {
    if (b.channels() != 1) {
      requireChannels("mul", a.channels(), b);
    }
    return graph.node("Mul", List.of(a.name(), b.name()), List.of(), a.channels());
  }

  @Override
  public OnnxValue scale(OnnxValue x, float k) {
    return graph.node("Mul", List.of(x.name(), initializers.reals(k)), List.of(), x.channels());
  }

  @Override
  public OnnxValue sumChannels(OnnxValue x) {
    return graph.node(
        "ReduceSum",
        List.of(x.name(), initializers.integers(1)),
        List.of(integer("keepdims", 1)),
        1);
  }

  @Override
  public OnnxValue maxPool(OnnxValue x) {
    return graph.node("MaxPool", List.of(x.name()), pool(), x.channels());
  }

  @Override
  public OnnxValue avgPool(OnnxValue x) {
    List<AttributeProto> attributes = pool();
    attributes.add(integer("count_include_pad", 1));
    return graph.node("AveragePool", List.of(x.name()), attributes, x.channels());
  }

  private static List<AttributeProto> pool() {
    return new ArrayList<>(
        List.of(
            integers("kernel_shape", 3, 3),
            integers("strides", 2, 2),
            integers("pads", 1, 1, 1, 1)));
  }

  @Override
  public OnnxValue upsample(OnnxValue x, int r) {
    List<String> inputs = List.of(x.name(), ABSENT, initializers.reals(1, 1, r, r));
    List<AttributeProto> attributes =
        List.of(text("mode", "linear"), text("coordinate_transformation_mode", "half_pixel"));
    return graph.node("Resize", inputs, attributes, x.channels());
  }

  /** CRD: the channel comes first, then row and column in the block. */
  @Override
  public OnnxValue pixelShuffle(OnnxValue x, int r) {
    if (x.channels() % (r * r) != 0) {
      throw new IllegalArgumentException(
          "%d channels don't make blocks of %dx%d pixels".formatted(x.channels(), r, r));
    }
    List<AttributeProto> attributes = List.of(integer("blocksize", r), text("mode", "CRD"));
    return graph.node("DepthToSpace", List.of(x.name()), attributes, x.channels() / (r * r));
  }

  @Override
  public OnnxValue probe(String name, OnnxValue x) {
    return x;
  }

  private static void requireChannels(String operation, int channels, OnnxValue x) {
    if (x.channels() != channels) {
      throw new IllegalArgumentException(
          "%s takes %d channels, got %s".formatted(operation, channels, x));
    }
  }
}
