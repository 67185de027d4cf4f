package io.github.edvr4j.engine;

import io.github.edvr4j.kernel.FmaChains;
import java.time.Duration;

/**
 * The most multiply-adds that this machine does in a second, measured: what a network's speed can
 * be compared with.
 */
public final class PeakSpeed {

  /** Shorter trials would measure how threads begin and end. */
  private static final Duration TRIAL = Duration.ofMillis(30);

  /** Pieces of a trial for each thread, so that none waits long for the last one. */
  private static final int PIECES = 16;

  private static final double NOTICEABLY = 1.05;

  private PeakSpeed() {}

  /**
   * Lets all threads of an engine compute with the kernels' vectors, or float by float where it has
   * none.
   *
   * @param settled how long to go on after the last trial that was noticeably faster than those
   *     before, which it is when the JVM has compiled; the best trial counts
   */
  public static double multiplyAddsPerSecond(Engine engine, Duration settled) {
    FmaChains fma = engine.kernels().fma();
    float[] sums = new float[engine.threads()];
    int pieces = PIECES * engine.threads();
    int rounds = 1;
    double best = 0;
    long faster = System.nanoTime();
    while (best == 0 || System.nanoTime() - faster < settled.toNanos()) {
      int count = rounds;
      long start = System.nanoTime();
      // The sums are kept, or the compiler would leave their computation out.
      engine.workers().run(pieces, (piece, worker) -> sums[worker] += fma.run(count, 1e-3f, 1e-3f));
      long nanos = System.nanoTime() - start;
      double work = (double) pieces * count * FmaChains.CHAINS * engine.lanes();
      double speed = 1e9 * work / nanos;
      if (speed > NOTICEABLY * best) {
        faster = System.nanoTime();
      }
      best = Math.max(best, speed);
      if (nanos < TRIAL.toNanos()) {
        rounds *= 2;
      }
    }
    return best;
  }
}
