package io.github.edvr4j.train.data;

import io.github.edvr4j.tensor.Tensor;
import io.github.edvr4j.train.options.Fade;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Reduces with aliasing at first and by MATLAB's bicubic later.
 *
 * @param scale how many times smaller the frames become
 * @param aliased share of the windows that are reduced with aliasing, by steps of the training
 * @param batch samples of a step
 */
record FadingReduction(int scale, Fade aliased, int batch) implements Degradation {

  @Override
  public Degradation at(long sample) {
    return new Either(
        aliased.at(sample / batch + 1), new AliasedReduction(scale), new Reduction(scale));
  }

  @Override
  public List<Tensor> apply(List<Tensor> frames, RandomGenerator random) {
    return at(0).apply(frames, random);
  }

  @Override
  public int border(int after) {
    return at(0).border(after);
  }
}
