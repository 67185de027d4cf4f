package io.github.edvr4j.model;

import io.github.edvr4j.engine.Engine;
import io.github.edvr4j.engine.Network;
import io.github.edvr4j.ops.Ops;
import io.github.edvr4j.ops.Weights;
import io.github.edvr4j.scalar.ScalarOps;
import io.github.edvr4j.tensor.Tensor;
import io.github.edvr4j.tensor.Tensors;
import java.util.List;

/** Runs a part of the model by the specification and on the engine, which must agree. */
final class Interpretations implements AutoCloseable {

  /** The engine sums floats, the specification doubles. */
  static final double TOLERANCE = 4e-5;

  private final Engine engine = new Engine(2);

  /** A part of the model with one result. */
  interface Part {
    <T> T apply(Ops<T> ops, List<T> inputs);
  }

  /** What the specification computes, after the engine has computed the same. */
  Tensor run(Part part, Weights weights, Tensor... inputs) {
    List<Tensor> given = List.of(inputs);
    Tensor expected = part.apply(new ScalarOps(weights), given);
    Network network =
        new Network() {
          @Override
          public <T> List<T> apply(Ops<T> ops, List<T> x) {
            return List.of(part.apply(ops, x));
          }
        };
    var plan = engine.plan(network, weights, given.stream().map(Tensor::shape).toList());
    Tensors.assertClose("engine", plan.run(given).getFirst(), expected, TOLERANCE);
    return expected;
  }

  @Override
  public void close() {
    engine.close();
  }
}
