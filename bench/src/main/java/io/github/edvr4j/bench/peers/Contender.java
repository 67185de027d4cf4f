package io.github.edvr4j.bench.peers;

/** One of several that do the same work, each in its way. */
interface Contender extends AutoCloseable {

  /** What the table calls it. */
  String name();

  /**
   * Makes a round's input ready.
   *
   * @param round 0, 1, … with the warm-up, each one once
   */
  void prepare(int round);

  /**
   * Does the round's work; where {@link Rounds} repeats, again.
   *
   * @return seconds that it took, without bringing the output to Java
   */
  double run();

  /** What the last run made, (H, W, C). */
  float[] result();

  @Override
  void close();
}
