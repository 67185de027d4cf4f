package io.github.edvr4j.train.log;

import io.github.edvr4j.train.loop.StepReport;
import io.github.edvr4j.train.loop.TrainingListener;
import io.github.edvr4j.train.validation.ValidationReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Tells several listeners, one after another. */
public final class TrainingListeners implements TrainingListener {

  private final List<TrainingListener> listeners = new ArrayList<>();

  /**
   * Tells another one too, from now on: some can only be made when it is known where the training
   * begins.
   */
  public void add(TrainingListener listener) {
    listeners.add(listener);
  }

  @Override
  public void step(StepReport report) {
    listeners.forEach(listener -> listener.step(report));
  }

  @Override
  public void validated(ValidationReport report) {
    listeners.forEach(listener -> listener.validated(report));
  }

  @Override
  public void saved(long iteration, Path weights) {
    listeners.forEach(listener -> listener.saved(iteration, weights));
  }

  @Override
  public void recovered(long iteration, String message) {
    listeners.forEach(listener -> listener.recovered(iteration, message));
  }

  @Override
  public void warning(String message) {
    listeners.forEach(listener -> listener.warning(message));
  }
}
