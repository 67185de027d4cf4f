package io.github.edvr4j.train.options;

/** How the learning rate goes down in the course of a training. */
public sealed interface Schedule permits CosineRestarts, MultiStep {

  /**
   * The learning rate of one step, without warm-up.
   *
   * @param base the rate that the options name
   * @param iteration of the step, counted from 1, at most {@link #end}
   */
  double rate(double base, long iteration);

  /** The last iteration that the schedule has a rate for. */
  long end();
}
