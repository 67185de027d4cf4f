package io.github.edvr4j.engine;

import java.util.List;

/**
 * A traced network: nodes in an order in which they can be computed.
 *
 * @param nodes node i has id i
 * @param inputs ids of the inputs, in their order
 * @param outputs ids of the values that are asked for
 */
record Graph(List<Node> nodes, List<Integer> inputs, List<Integer> outputs) {

  Node node(int id) {
    return nodes.get(id);
  }

  /** The node that a node's input number {@code i} comes from. */
  Node input(Node node, int i) {
    return nodes.get(node.inputs().get(i));
  }

  /** The last node that reads each node; the node itself where none does. */
  int[] lastUses() {
    int[] last = new int[nodes.size()];
    for (Node node : nodes) {
      last[node.id()] = node.id();
      node.inputs().forEach(input -> last[input] = node.id());
    }
    return last;
  }

  /** How often each node is used, as an output of the graph too. */
  int[] uses() {
    int[] uses = new int[nodes.size()];
    for (Node node : nodes) {
      for (int input : node.inputs()) {
        uses[input]++;
      }
    }
    for (int output : outputs) {
      uses[output]++;
    }
    return uses;
  }
}
