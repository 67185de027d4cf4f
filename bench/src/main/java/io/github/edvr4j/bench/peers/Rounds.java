package io.github.edvr4j.bench.peers;

import java.util.List;
import java.util.Locale;

/**
 * Lets contenders work by turns in one process, so that whatever else the machine does meets all of
 * them.
 *
 * <p>One process, because the native libraries' threads don't disturb each other once they sleep:
 * after the last work libgomp's spin for some milliseconds and ONNX Runtime's for about one.
 * Between two turns is a pause that is longer than that; within a turn each may spin as it does by
 * default, which is what makes it fastest.
 */
final class Rounds {

  private static final long PAUSE_MILLIS = 250;

  private Rounds() {}

  /**
   * @param repeats how often each works in each round, of which the mean counts
   * @param tolerance how far results may be from the first contender's
   * @throws IllegalStateException if one is farther
   */
  static Comparison run(
      List<? extends Contender> contenders, int warmup, int rounds, int repeats, double tolerance) {
    double[][] seconds = new double[contenders.size()][rounds];
    double[] differences = new double[contenders.size()];
    for (int round = 0; round < warmup + rounds; round++) {
      for (int i = 0; i < contenders.size(); i++) {
        Contender contender = contenders.get(i);
        contender.prepare(round);
        pause();
        double sum = 0;
        for (int repeat = 0; repeat < repeats; repeat++) {
          sum += contender.run();
        }
        if (round >= warmup) {
          seconds[i][round - warmup] = sum / repeats;
        }
        double difference = difference(contenders.getFirst().result(), contender.result());
        // A difference from NaN is NaN, which is not within any tolerance.
        if (!(difference <= tolerance)) {
          throw new IllegalStateException(
              String.format(
                  Locale.ROOT,
                  "%s differs from %s by %.2e, more than %.0e",
                  contender.name(),
                  contenders.getFirst().name(),
                  difference,
                  tolerance));
        }
        differences[i] = Math.max(differences[i], difference);
      }
      System.err.printf("round %d of %d%n", round + 1, warmup + rounds);
    }
    return new Comparison(contenders.stream().map(Contender::name).toList(), seconds, differences);
  }

  private static double difference(float[] expected, float[] actual) {
    if (expected.length != actual.length) {
      throw new IllegalStateException(
          "%d values instead of %d".formatted(actual.length, expected.length));
    }
    double most = 0;
    for (int i = 0; i < expected.length; i++) {
      most = Math.max(most, Math.abs((double) expected[i] - actual[i]));
    }
    return most;
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
