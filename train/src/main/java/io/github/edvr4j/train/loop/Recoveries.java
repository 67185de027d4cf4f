package io.github.edvr4j.train.loop;

import java.util.List;
import java.util.stream.Stream;

/**
 * What the guard has done to a training so far.
 *
 * @param rate factor of the whole learning rate
 * @param deformableRate further factor of that of the deformable convolutions
 * @param changed the batch at which the factors were last changed
 * @param steps the batches at which the training was brought back, rising
 */
record Recoveries(double rate, double deformableRate, long changed, List<Long> steps) {

  static final Recoveries NONE = new Recoveries(1, 1, 0, List.of());

  Recoveries {
    steps = List.copyOf(steps);
  }

  /** How many there were after a batch. */
  int since(long batch) {
    return (int) steps.stream().filter(step -> step > batch).count();
  }

  /** One more. */
  Recoveries with(long batch, double rateFactor, double deformableFactor) {
    return new Recoveries(
        rate * rateFactor,
        deformableRate * deformableFactor,
        batch,
        Stream.concat(steps.stream(), Stream.of(batch)).toList());
  }

  /** Whether some learning rate is below that of the options. */
  boolean lowered() {
    return rate < 1 || deformableRate < 1;
  }

  /** The factors are on their way back to 1. */
  Recoveries relaxed(long batch) {
    return new Recoveries(Math.min(1, 2 * rate), Math.min(1, 2 * deformableRate), batch, steps);
  }
}
