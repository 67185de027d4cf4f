package io.github.edvr4j.train.data;

import io.github.edvr4j.tensor.Tensor;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * One of two degradations.
 *
 * @param probability of the first, 0 to 1
 */
record Either(double probability, Degradation first, Degradation second) implements Degradation {

  /** Of some windows; the others stay as they are. */
  static Either orNothing(double probability, Degradation degradation) {
    return new Either(probability, degradation, (frames, random) -> frames);
  }

  @Override
  public List<Tensor> apply(List<Tensor> frames, RandomGenerator random) {
    return (random.nextDouble() < probability ? first : second).apply(frames, random);
  }

  @Override
  public Degradation at(long sample) {
    return new Either(probability, first.at(sample), second.at(sample));
  }

  @Override
  public int border(int after) {
    return Math.max(first.border(after), second.border(after));
  }
}
