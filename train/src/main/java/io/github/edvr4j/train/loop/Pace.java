package io.github.edvr4j.train.loop;

/** How fast a training is, lately. */
final class Pace {

  /** After each step, earlier ones count this much less. */
  private static final double MEMORY = 0.98;

  private double samples;
  private double seconds;
  private long last = System.nanoTime();

  /**
   * After a step.
   *
   * @param learntFrom samples of the step
   * @return samples per second
   */
  double step(int learntFrom) {
    long now = System.nanoTime();
    samples = MEMORY * samples + learntFrom;
    seconds = MEMORY * seconds + (now - last) * 1e-9;
    last = now;
    return seconds == 0 ? 0 : samples / seconds;
  }
}
