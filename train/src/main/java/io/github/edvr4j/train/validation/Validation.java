package io.github.edvr4j.train.validation;

import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.ops.Weights;
import java.util.Optional;

/** Measures a network on clips that it is not trained on. */
public interface Validation {

  /**
   * Restores the clips and measures what came of it.
   *
   * @param iteration of the training, or 0 for a finished model
   * @return empty if it was told to stop before it was through
   * @throws io.github.edvr4j.EdvrException (INPUT) if a clip cannot be read
   */
  Optional<ValidationReport> run(long iteration, EdvrConfig config, Weights weights);
}
