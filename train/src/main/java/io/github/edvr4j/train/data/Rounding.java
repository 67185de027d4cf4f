package io.github.edvr4j.train.data;

import io.github.edvr4j.tensor.Tensor;
import java.util.List;
import java.util.random.RandomGenerator;

/** Clamps and rounds to 8 bits, as files hold frames. */
record Rounding() implements Degradation {

  @Override
  public List<Tensor> apply(List<Tensor> frames, RandomGenerator random) {
    return frames.stream().map(FrameTensors::rounded).toList();
  }
}
