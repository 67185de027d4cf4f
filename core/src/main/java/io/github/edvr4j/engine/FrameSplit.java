package io.github.edvr4j.engine;

import io.github.edvr4j.engine.Op.Conv;
import io.github.edvr4j.engine.Op.Pointwise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Parts a stage that looks at two frames into what depends on the first only, on the second only,
 * and on both, so that a stream computes the former once per frame instead of once per pair.
 *
 * <p>A convolution whose parts come from both frames is the sum of one convolution per frame; what
 * is left of the stage takes the halves as further inputs.
 *
 * @param first the inputs of the first frame to its halves
 * @param second the inputs of the second frame to its halves
 * @param pair all inputs, then the first frame's halves, then the second's, to the stage's outputs
 */
record FrameSplit(Graph first, Graph second, Graph pair) {

  private static final int FIRST = 1;
  private static final int SECOND = 2;

  /**
   * @param graph a traced stage in which the parts of convolutions are known ({@link ConvOfParts})
   * @param firstInputs how many of the inputs belong to the first frame
   */
  static FrameSplit of(Graph graph, int firstInputs) {
    return new Splitter(graph, firstInputs).split();
  }

  private static final class Splitter {
    private final Graph graph;
    private final int firstInputs;
    private final int[] frames;
    private final GraphBuilder whole = new GraphBuilder();

    Splitter(Graph graph, int firstInputs) {
      this.graph = graph;
      this.firstInputs = firstInputs;
      frames = new int[graph.nodes().size()];
    }

    FrameSplit split() {
      Graph halved = withHalves();
      int[] of = new int[halved.nodes().size()];
      for (Node node : halved.nodes()) {
        of[node.id()] = framesOf(node, of);
      }
      List<Integer> firstHalves = halves(halved, of, FIRST);
      List<Integer> secondHalves = halves(halved, of, SECOND);
      List<Integer> inputs = halved.inputs();
      return new FrameSplit(
          extract(halved, inputs.subList(0, firstInputs), firstHalves),
          extract(halved, inputs.subList(firstInputs, inputs.size()), secondHalves),
          extract(
              halved,
              Rewrite.joined(inputs, Rewrite.joined(firstHalves, secondHalves)),
              halved.outputs()));
    }

    /** The graph in which every convolution of both frames is a sum where that separates them. */
    private Graph withHalves() {
      int[] replaced = new int[graph.nodes().size()];
      for (Node node : graph.nodes()) {
        frames[node.id()] = framesOf(node, frames);
        List<Integer> inputs = node.inputs().stream().map(id -> replaced[id]).toList();
        replaced[node.id()] = replace(node, inputs).id();
      }
      return whole.build(graph.outputs().stream().map(id -> replaced[id]).toList());
    }

    private Node replace(Node node, List<Integer> inputs) {
      if (node.op() instanceof Op.Input) {
        return whole.input(node.shape());
      }
      if (node.op() instanceof Conv conv && conv.steps().isEmpty() && separable(node, conv)) {
        return sumOfHalves(node, conv, inputs);
      }
      return whole.add(node.op(), inputs, node.shape());
    }

    /** Whether the parts change once between "this frame only" and anything else. */
    private boolean separable(Node node, Conv conv) {
      return conv.parts() == 2 && frames[node.inputs().get(0)] != frames[node.inputs().get(1)];
    }

    private Node sumOfHalves(Node node, Conv conv, List<Integer> inputs) {
      int firstPart = graph.input(node, 0).shape().c();
      Conv left = new Conv(conv.layer(), conv.from(), 1, conv.bias(), conv.shuffle(), List.of());
      Conv right =
          new Conv(conv.layer(), conv.from() + firstPart, 1, false, conv.shuffle(), List.of());
      Node a = whole.add(left, inputs.subList(0, 1), node.shape());
      Node b = whole.add(right, inputs.subList(1, 2), node.shape());
      return whole.add(new Pointwise(List.of(new Step.Add(1))), Rewrite.ids(a, b), node.shape());
    }

    private int framesOf(Node node, int[] known) {
      if (node.op() instanceof Op.Input(int index)) {
        return index < firstInputs ? FIRST : SECOND;
      }
      return node.inputs().stream().mapToInt(id -> known[id]).reduce(0, (a, b) -> a | b);
    }

    /** Values of one frame that something of both frames needs. */
    private static List<Integer> halves(Graph graph, int[] of, int frame) {
      List<Integer> halves = new ArrayList<>();
      for (Node node : graph.nodes()) {
        if (of[node.id()] == (FIRST | SECOND)) {
          for (int id : node.inputs()) {
            boolean computed = !(graph.node(id).op() instanceof Op.Input);
            if (of[id] == frame && computed && !halves.contains(id)) {
              halves.add(id);
            }
          }
        }
      }
      return halves;
    }

    /** What lies between some values, which become inputs, and the outputs. */
    private static Graph extract(Graph graph, List<Integer> inputs, List<Integer> outputs) {
      GraphBuilder part = new GraphBuilder();
      Map<Integer, Integer> names = new HashMap<>();
      for (int id : inputs) {
        names.put(id, part.input(graph.node(id).shape()).id());
      }
      for (Node node : graph.nodes()) {
        boolean reachable = node.inputs().stream().allMatch(names::containsKey);
        if (reachable && !names.containsKey(node.id()) && !(node.op() instanceof Op.Input)) {
          List<Integer> from = node.inputs().stream().map(names::get).toList();
          names.put(node.id(), part.add(node.op(), from, node.shape()).id());
        }
      }
      return part.build(outputs.stream().map(names::get).toList());
    }
  }
}
