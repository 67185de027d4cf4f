package io.github.edvr4j.train.data;

import io.github.edvr4j.tensor.Tensor;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;

/**
 * The blur of a long exposure: the mean of neighbouring frames, as REDS was made.
 *
 * @param probability of a window to be blurred, 0 to 1
 * @param frames how many are averaged, the next odd number below counts
 */
record MotionBlur(double probability, Range frames) {

  /** No blur at all. */
  static final MotionBlur NONE = new MotionBlur(0, new Range(1, 1));

  /** How many frames to either side are averaged, once for a window. */
  int draw(RandomGenerator random) {
    boolean blurred = random.nextDouble() < probability;
    int drawn = ((int) Math.round(frames.draw(random)) - 1) / 2;
    return blurred ? drawn : 0;
  }

  /** The mean of the frames at most {@code reach} steps from one of them. */
  static Tensor exposed(int step, int reach, IntFunction<Tensor> frames) {
    if (reach == 0) {
      return frames.apply(step);
    }
    Tensor mean = Tensor.zeros(frames.apply(step).shape());
    float share = 1f / (2 * reach + 1);
    for (int near = step - reach; near <= step + reach; near++) {
      float[] values = frames.apply(near).data();
      for (int i = 0; i < values.length; i++) {
        mean.data()[i] += share * values[i];
      }
    }
    return mean;
  }
}
