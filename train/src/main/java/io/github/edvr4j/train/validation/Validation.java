package io.github.edvr4j.train.validation;

import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.ops.Weights;

/** Measures a network on clips that it is not trained on. */
public interface Validation {

  /**
   * @param iteration of the training, or 0 for a finished model
   * @throws io.github.edvr4j.EdvrException (INPUT) if a clip cannot be read
   */
  ValidationReport run(long iteration, EdvrConfig config, Weights weights);
}
