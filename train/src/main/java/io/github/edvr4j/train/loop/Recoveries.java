package io.github.edvr4j.train.loop;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the guard has done to a training so far.
 *
 * @param rate factor of the whole learning rate
 * @param deformableRate further factor of that of the deformable convolutions
 * @param steps the batches at which the training was brought back, rising
 */
record Recoveries(double rate, double deformableRate, List<Long> steps) {

  static final Recoveries NONE = new Recoveries(1, 1, List.of());

  private static final String RATE = "guard.rate";
  private static final String DEFORMABLE_RATE = "guard.deformable_rate";
  private static final String STEPS = "guard.recoveries";

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
        Stream.concat(steps.stream(), Stream.of(batch)).toList());
  }

  Map<String, String> toMetadata() {
    return Map.of(
        RATE, Double.toString(rate),
        DEFORMABLE_RATE, Double.toString(deformableRate),
        STEPS, steps.stream().map(String::valueOf).collect(Collectors.joining(" ")));
  }

  static Recoveries ofMetadata(Map<String, String> metadata) {
    return new Recoveries(
        Double.parseDouble(metadata.getOrDefault(RATE, "1")),
        Double.parseDouble(metadata.getOrDefault(DEFORMABLE_RATE, "1")),
        metadata
            .getOrDefault(STEPS, "")
            .lines()
            .flatMap(line -> Stream.of(line.split(" ")))
            .filter(step -> !step.isEmpty())
            .map(Long::valueOf)
            .toList());
  }
}
