package io.github.edvr4j.engine;

import io.github.edvr4j.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Collects nodes in order. */
final class GraphBuilder {

  private final List<Node> nodes = new ArrayList<>();
  private final List<Integer> inputs = new ArrayList<>();

  Node input(Shape shape) {
    Node node = add(new Op.Input(inputs.size()), List.of(), shape);
    inputs.add(node.id());
    return node;
  }

  Node add(Op op, List<Integer> from, Shape shape) {
    Node node = new Node(nodes.size(), op, List.copyOf(from), shape);
    nodes.add(node);
    return node;
  }

  Node node(int id) {
    return nodes.get(id);
  }

  /** The graph of what the outputs need; inputs stay even where nothing needs them. */
  Graph build(List<Integer> outputs) {
    boolean[] needed = new boolean[nodes.size()];
    for (int output : outputs) {
      needed[output] = true;
    }
    for (int id = nodes.size() - 1; id >= 0; id--) {
      Node node = nodes.get(id);
      needed[id] |= node.op() instanceof Op.Input;
      if (needed[id]) {
        node.inputs().forEach(input -> needed[input] = true);
      }
    }
    int[] renamed = new int[nodes.size()];
    List<Node> kept = new ArrayList<>();
    for (Node node : nodes) {
      if (needed[node.id()]) {
        renamed[node.id()] = kept.size();
        kept.add(new Node(kept.size(), node.op(), renamed(node.inputs(), renamed), node.shape()));
      }
    }
    return new Graph(List.copyOf(kept), renamed(inputs, renamed), renamed(outputs, renamed));
  }

  private static List<Integer> renamed(List<Integer> ids, int[] names) {
    return ids.stream().map(id -> names[id]).toList();
  }
}
