package io.github.edvr4j.train.data;

import io.github.edvr4j.resize.Bicubic;
import io.github.edvr4j.tensor.Tensor;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * MATLAB's antialiased bicubic, by which published models are trained.
 *
 * @param scale how many times smaller the frames become, at least 1
 */
record Reduction(int scale) implements Degradation {

  @Override
  public List<Tensor> apply(List<Tensor> frames, RandomGenerator random) {
    return frames.stream().map(frame -> Bicubic.resize(frame, 1.0 / scale)).toList();
  }

  @Override
  public int border(int after) {
    // The kernel reaches two of the smaller pixels to either side.
    return (after + 2) * scale;
  }
}
