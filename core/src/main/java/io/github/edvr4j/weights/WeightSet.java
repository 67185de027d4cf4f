package io.github.edvr4j.weights;

/** Which of the weights to take where a training left two sets in one file. */
public enum WeightSet {
  /** Those of the last step, {@code params}; the ones that BasicSR tests with by default. */
  TRAINED,
  /** Their running average, {@code params_ema}. */
  AVERAGED
}
