package io.github.edvr4j.train.options;

import java.util.List;

/**
 * In each period the rate follows half a cosine down to {@code etaMin}; the next period begins
 * anew. The last step of a period is the one that takes {@code etaMin}, as in BasicSR {@code
 * lr_scheduler.CosineAnnealingRestartLR}.
 *
 * @param periods how many steps each period has
 * @param weights what each period begins with, as a factor of the base rate
 * @param etaMin the rate that each period ends with
 */
public record CosineRestarts(List<Long> periods, List<Double> weights, double etaMin)
    implements Schedule {

  /**
   * @throws IllegalArgumentException if there are no periods, one is empty, or there are not as
   *     many weights
   */
  public CosineRestarts {
    periods = List.copyOf(periods);
    weights = List.copyOf(weights);
    if (periods.isEmpty() || periods.stream().anyMatch(period -> period < 1)) {
      throw new IllegalArgumentException("periods are lists of positive numbers");
    }
    if (weights.size() != periods.size()) {
      throw new IllegalArgumentException(
          "%d periods but %d restart_weights".formatted(periods.size(), weights.size()));
    }
  }

  @Override
  public double rate(double base, long iteration) {
    long elapsed = iteration - 1;
    int index = 0;
    long start = 0;
    while (elapsed > start + periods.get(index)) {
      start += periods.get(index++);
    }
    double position = (double) (elapsed - start) / periods.get(index);
    return etaMin + weights.get(index) * 0.5 * (base - etaMin) * (1 + Math.cos(Math.PI * position));
  }

  @Override
  public long end() {
    return periods.stream().mapToLong(period -> period).sum() + 1;
  }
}
