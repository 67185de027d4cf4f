package io.github.edvr4j.train.loop;

/**
 * How far a training has come.
 *
 * @param iteration the last step that was taken, 0 before the first
 * @param batch the number of the next batch of examples; it moves on even where the training went
 *     back
 * @param cpuSeconds processor time that it took to come here
 */
record Position(long iteration, long batch, long cpuSeconds) {

  static final Position START = new Position(0, 0, 0);
}
