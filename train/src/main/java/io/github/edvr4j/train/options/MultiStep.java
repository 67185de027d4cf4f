package io.github.edvr4j.train.options;

import java.util.List;

/**
 * The rate is multiplied with {@code gamma} at each milestone (BasicSR {@code
 * lr_scheduler.MultiStepRestartLR} without restarts).
 *
 * @param milestones steps after which the rate falls
 * @param gamma factor of each fall
 */
public record MultiStep(List<Long> milestones, double gamma) implements Schedule {

  public MultiStep {
    milestones = List.copyOf(milestones);
  }

  @Override
  public double rate(double base, long iteration) {
    long passed = milestones.stream().filter(milestone -> milestone < iteration).count();
    return base * Math.pow(gamma, passed);
  }

  @Override
  public long end() {
    return Long.MAX_VALUE;
  }
}
