package io.github.edvr4j.engine;

import io.github.edvr4j.ops.Weights;
import io.github.edvr4j.scalar.ScalarOps;
import io.github.edvr4j.tensor.Tensor;
import java.util.List;

/** Runs networks and graphs for the tests. */
final class Interpreters {

  private Interpreters() {}

  /** By the specification. */
  static List<Tensor> scalar(Network network, Weights weights, List<Tensor> inputs) {
    return network.apply(new ScalarOps(weights), inputs);
  }

  /** A graph as it is, without rewriting it. */
  static List<Tensor> engine(Engine engine, Graph graph, Weights weights, List<Tensor> inputs) {
    return engine.plan(graph, engine.packed(weights)).run(inputs);
  }
}
