package io.github.edvr4j.train.loop;

import io.github.edvr4j.train.validation.ValidationReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Keeps what it is told. */
final class Recorded implements TrainingListener {

  final List<StepReport> steps = new ArrayList<>();
  final List<Path> saved = new ArrayList<>();
  final List<String> recoveries = new ArrayList<>();
  final List<String> warnings = new ArrayList<>();

  @Override
  public void step(StepReport report) {
    steps.add(report);
  }

  @Override
  public void validated(ValidationReport report) {}

  @Override
  public void saved(long iteration, Path weights) {
    saved.add(weights);
  }

  @Override
  public void recovered(long iteration, String message) {
    recoveries.add(message);
  }

  @Override
  public void warning(String message) {
    warnings.add(message);
  }

  /** The loss of each step, in order. */
  List<Double> losses() {
    return steps.stream().map(StepReport::loss).toList();
  }
}
