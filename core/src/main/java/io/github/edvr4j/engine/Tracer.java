package io.github.edvr4j.engine;

import io.github.edvr4j.ops.Activation;
import io.github.edvr4j.ops.Conv2d;
import io.github.edvr4j.ops.DeformConv2d;
import io.github.edvr4j.ops.Ops;
import io.github.edvr4j.tensor.Shape;
import java.util.List;
import java.util.Optional;

/** Interprets a network by writing down what it does, for one item of one size. */
final class Tracer implements Ops<Node> {

  private final GraphBuilder graph;

  Tracer(GraphBuilder graph) {
    this.graph = graph;
  }

  /** The graph of a network on inputs of the given shapes. */
  static Graph trace(Network network, List<Shape> inputs) {
    GraphBuilder graph = new GraphBuilder();
    List<Node> nodes = inputs.stream().map(graph::input).toList();
    List<Node> outputs = network.apply(new Tracer(graph), nodes);
    return graph.build(outputs.stream().map(Node::id).toList());
  }

  @Override
  public Node conv(Conv2d layer, Node x) {
    Op op = new Op.Conv(layer, 0, 1, layer.bias(), 1, List.of());
    return add(op, layer.output(x.shape()), x);
  }

  @Override
  public Node deformConv(DeformConv2d layer, Node x, Node offset, Optional<Node> mask) {
    if (mask.isEmpty()) {
      Op op = new Op.Deform(layer, Op.Deform.Mask.NONE, Optional.empty(), List.of());
      return add(op, layer.output(x.shape(), offset.shape()), x, offset);
    }
    Op op = new Op.Deform(layer, Op.Deform.Mask.GIVEN, Optional.empty(), List.of());
    Shape shape = layer.output(x.shape(), offset.shape(), mask.get().shape());
    return add(op, shape, x, offset, mask.get());
  }

  @Override
  public Node concat(List<Node> parts) {
    Shape first = parts.getFirst().shape();
    for (Node part : parts) {
      require(part.shape().withChannels(first.c()).equals(first), "concat", first, part.shape());
    }
    int channels = parts.stream().mapToInt(part -> part.shape().c()).sum();
    return add(new Op.Concat(), first.withChannels(channels), parts.toArray(Node[]::new));
  }

  @Override
  public Node channels(Node x, int from, int to) {
    if (from < 0 || to > x.shape().c()) {
      throw new IllegalArgumentException(
          "channels %d to %d are not in %s".formatted(from, to, x.shape()));
    }
    return add(new Op.Channels(from, to), x.shape().withChannels(to - from), x);
  }

  @Override
  public Node activate(Activation activation, Node x) {
    return add(new Op.Pointwise(List.of(Step.of(activation))), x.shape(), x);
  }

  @Override
  public Node add(Node a, Node b) {
    require(a.shape().equals(b.shape()), "add", a.shape(), b.shape());
    return add(new Op.Pointwise(List.of(new Step.Add(1))), a.shape(), a, b);
  }

  @Override
  public Node mul(Node a, Node b) {
    boolean perPixel = b.shape().equals(a.shape().withChannels(1));
    require(perPixel || a.shape().equals(b.shape()), "mul", a.shape(), b.shape());
    return add(new Op.Pointwise(List.of(new Step.Multiply(1))), a.shape(), a, b);
  }

  @Override
  public Node scale(Node x, float k) {
    return add(new Op.Pointwise(List.of(new Step.Scale(k))), x.shape(), x);
  }

  @Override
  public Node sumChannels(Node x) {
    return add(new Op.SumChannels(), x.shape().withChannels(1), x);
  }

  @Override
  public Node maxPool(Node x) {
    return add(new Op.MaxPool(), pooled(x.shape()), x);
  }

  @Override
  public Node avgPool(Node x) {
    return add(new Op.AvgPool(), pooled(x.shape()), x);
  }

  @Override
  public Node upsample(Node x, int r) {
    Shape shape = x.shape().withSize(x.shape().h() * r, x.shape().w() * r);
    return add(new Op.Upsample(r, 1), shape, x);
  }

  @Override
  public Node pixelShuffle(Node x, int r) {
    Shape in = x.shape();
    if (in.c() % (r * r) != 0) {
      throw new IllegalArgumentException(
          "%d channels don't make blocks of %dx%d pixels".formatted(in.c(), r, r));
    }
    Shape shape = Shape.of(in.c() / (r * r), in.h() * r, in.w() * r);
    return add(new Op.PixelShuffle(r), shape, x);
  }

  @Override
  public Node probe(String name, Node x) {
    return add(new Op.Probe(name), x.shape(), x);
  }

  private Node add(Op op, Shape shape, Node... inputs) {
    if (shape.n() != 1) {
      throw new IllegalArgumentException(
          "the engine computes item by item, got a batch of " + shape.n());
    }
    return graph.add(op, List.of(inputs).stream().map(Node::id).toList(), shape);
  }

  private static Shape pooled(Shape x) {
    return x.withSize((x.h() + 1) / 2, (x.w() + 1) / 2);
  }

  private static void require(boolean fits, String operation, Shape a, Shape b) {
    if (!fits) {
      throw new IllegalArgumentException(
          "%s: %s and %s don't fit together".formatted(operation, a, b));
    }
  }
}
