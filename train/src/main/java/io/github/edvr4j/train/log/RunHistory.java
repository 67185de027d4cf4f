package io.github.edvr4j.train.log;

import io.github.edvr4j.train.loop.StepReport;
import io.github.edvr4j.train.validation.ValidationReport;
import java.util.List;

/**
 * What a training has done so far, in the order of its iterations. What was done again after a
 * recovery is in it once, as it went the last time.
 *
 * @param steps reports that were printed
 * @param validations their results
 * @param recoveries what the guard did
 */
public record RunHistory(
    List<StepReport> steps, List<ValidationReport> validations, List<Recovery> recoveries) {

  public RunHistory {
    steps = List.copyOf(steps);
    validations = List.copyOf(validations);
    recoveries = List.copyOf(recoveries);
  }

  /**
   * The guard brought the training back.
   *
   * @param iteration where it went on
   * @param message what happened
   */
  public record Recovery(long iteration, String message) {}
}
