package io.github.edvr4j.train.loop;

import io.github.edvr4j.train.validation.ValidationReport;
import java.nio.file.Path;

/** Is told what a training does, by the thread that trains. */
public interface TrainingListener {

  /** After every step. */
  void step(StepReport report);

  /** After every validation. */
  void validated(ValidationReport report);

  /** After the weights were saved. */
  void saved(long iteration, Path weights);

  /**
   * The guard brought the training back to an earlier state.
   *
   * @param iteration where it goes on
   * @param message what happened and what was changed, one line for the user
   */
  void recovered(long iteration, String message);

  /** Something that the user should know and that changes nothing. */
  void warning(String message);
}
