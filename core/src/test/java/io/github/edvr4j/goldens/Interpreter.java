package io.github.edvr4j.goldens;

import io.github.edvr4j.ops.Ops;
import io.github.edvr4j.ops.Weights;
import io.github.edvr4j.tensor.Tensor;
import java.util.List;

/** One way of computing a network: what a golden case is run on. */
public interface Interpreter {

  /** A network as a text over the primitive operations. */
  interface Network {
    <T> T apply(Ops<T> ops, List<T> inputs);
  }

  Tensor run(Network network, Weights weights, List<Tensor> inputs);

  /** Fails unless {@code actual} is as near to the official output as this interpreter must be. */
  void compare(String what, float[] actual, float[] expected, double error);
}
