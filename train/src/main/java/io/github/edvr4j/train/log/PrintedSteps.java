package io.github.edvr4j.train.log;

import io.github.edvr4j.train.loop.StepReport;
import io.github.edvr4j.train.loop.TrainingListener;
import io.github.edvr4j.train.validation.ValidationReport;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Passes on one report for so many steps (BasicSR's {@code print_freq}): the mean of their losses,
 * gradients and offsets, and the rest as it is at the last of them. Everything else is passed on at
 * once.
 */
public final class PrintedSteps implements TrainingListener {

  private final long every;
  private final TrainingListener to;
  private final Map<String, Double> offsets = new TreeMap<>();
  private final Map<String, Double> offsetErrors = new TreeMap<>();
  private double loss;
  private double plain;
  private double gradientNorm;
  private int steps;

  /**
   * @param every how many steps are reported together, at least 1
   */
  public PrintedSteps(long every, TrainingListener to) {
    if (every < 1) {
      throw new IllegalArgumentException("no steps to report together: " + every);
    }
    this.every = every;
    this.to = to;
  }

  @Override
  public void step(StepReport report) {
    loss += report.loss();
    plain += report.plain();
    gradientNorm += report.gradientNorm();
    report.offsets().forEach((layer, offset) -> offsets.merge(layer, offset, Double::sum));
    report.offsetErrors().forEach((layer, error) -> offsetErrors.merge(layer, error, Double::sum));
    steps++;
    if (report.iteration() % every == 0 || report.iteration() == report.total()) {
      offsets.replaceAll((layer, sum) -> sum / steps);
      offsetErrors.replaceAll((layer, sum) -> sum / steps);
      to.step(
          new StepReport(
              report.iteration(),
              report.total(),
              loss / steps,
              plain / steps,
              report.learningRate(),
              gradientNorm / steps,
              offsets,
              offsetErrors,
              report.samplesPerSecond(),
              report.waiting(),
              report.cpuSeconds()));
      forget();
    }
  }

  @Override
  public void validated(ValidationReport report) {
    to.validated(report);
  }

  @Override
  public void saved(long iteration, Path weights) {
    to.saved(iteration, weights);
  }

  @Override
  public void recovered(long iteration, String message) {
    forget();
    to.recovered(iteration, message);
  }

  @Override
  public void warning(String message) {
    to.warning(message);
  }

  private void forget() {
    offsets.clear();
    offsetErrors.clear();
    loss = 0;
    plain = 0;
    gradientNorm = 0;
    steps = 0;
  }
}
