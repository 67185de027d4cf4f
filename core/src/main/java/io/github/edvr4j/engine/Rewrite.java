package io.github.edvr4j.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A change of a graph that keeps its meaning, made in one pass from inputs to outputs. */
abstract class Rewrite {

  /** All rewrites, in the order in which they open the way for one another. */
  static final List<Rewrite> ALL =
      List.of(
          new WatchOffsets(),
          new DropProbes(),
          new ConvOfParts(),
          new FuseShuffle(),
          new ScaleWhileUpsampling(),
          new FuseMask(),
          new FuseSteps());

  static Graph all(Graph graph) {
    for (Rewrite rewrite : ALL) {
      graph = rewrite.apply(graph);
    }
    return graph;
  }

  final Graph apply(Graph graph) {
    Pass pass = new Pass(graph);
    for (Node node : graph.nodes()) {
      pass.replacements[node.id()] =
          node.op() instanceof Op.Input ? pass.out.input(node.shape()) : replace(node, pass);
    }
    return pass.out.build(graph.outputs().stream().map(id -> pass.replacements[id].id()).toList());
  }

  /** What takes the node's place; its inputs already have their replacements. */
  abstract Node replace(Node node, Pass pass);

  /** One pass over a graph. */
  static final class Pass {
    private final Graph graph;
    private final int[] uses;
    private final Node[] replacements;
    private final GraphBuilder out = new GraphBuilder();

    private Pass(Graph graph) {
      this.graph = graph;
      uses = graph.uses();
      replacements = new Node[graph.nodes().size()];
    }

    /** What took the place of the node's input number {@code i}. */
    Node input(Node node, int i) {
      return replacements[node.inputs().get(i)];
    }

    /** Whether nothing but this node uses its input number {@code i}. */
    boolean onlyUse(Node node, int i) {
      return uses[node.inputs().get(i)] == 1;
    }

    /** The node that made a value of the new graph. */
    Node made(int id) {
      return out.node(id);
    }

    List<Integer> inputs(Node node) {
      return node.inputs().stream().map(id -> replacements[id].id()).toList();
    }

    /** The node as it was, on the replacements of its inputs. */
    Node keep(Node node) {
      return out.add(node.op(), inputs(node), node.shape());
    }

    /** A new operation in the node's place. */
    Node put(Node node, Op op, List<Integer> inputs) {
      return out.add(op, inputs, node.shape());
    }
  }

  static List<Integer> joined(List<Integer> first, List<Integer> second) {
    List<Integer> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  static List<Integer> ids(Node... nodes) {
    return Arrays.stream(nodes).map(Node::id).toList();
  }
}
