package io.github.edvr4j.train.data;

import io.github.edvr4j.tensor.Shape;
import io.github.edvr4j.tensor.Tensor;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Of every block of pixels only the middle: the mean of its four innermost pixels, or the innermost
 * one where the scale is odd. Fine detail turns into patterns that a neighbor shows differently,
 * which makes aligned neighbors worth much; pixels stay where {@link Reduction} has them.
 *
 * @param scale how many times smaller the frames become, at least 2; a rest is cut off
 */
record AliasedReduction(int scale) implements Degradation {

  @Override
  public List<Tensor> apply(List<Tensor> frames, RandomGenerator random) {
    return frames.stream().map(this::reduced).toList();
  }

  private Tensor reduced(Tensor frame) {
    Shape shape = frame.shape();
    Tensor reduced = Tensor.zeros(shape.withSize(shape.h() / scale, shape.w() / scale));
    int box = scale % 2 == 0 ? 2 : 1;
    int first = (scale - box) / 2;
    int at = 0;
    for (int c = 0; c < shape.c(); c++) {
      for (int y = 0; y < reduced.shape().h(); y++) {
        for (int x = 0; x < reduced.shape().w(); x++) {
          float sum = 0;
          for (int i = 0; i < box * box; i++) {
            sum += frame.at(0, c, scale * y + first + i / box, scale * x + first + i % box);
          }
          reduced.data()[at++] = sum / (box * box);
        }
      }
    }
    return reduced;
  }

  @Override
  public int border(int after) {
    return after * scale;
  }
}
