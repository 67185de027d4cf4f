package io.github.edvr4j.bench.peers;

import io.github.edvr4j.bench.Spread;
import java.util.List;
import java.util.Locale;

/**
 * What came out of {@link Rounds}.
 *
 * @param seconds of each contender in each round
 * @param differences of each contender's result from the first one's, the largest of all values
 */
record Comparison(List<String> names, double[][] seconds, double[] differences) {

  private static final String HEADER =
      """
      | %s | seconds | GFLOP/s | times as long | largest difference |
      |---|---|---|---|---|
      """;

  /** Seconds of one contender. */
  Spread of(int contender) {
    return Spread.of(seconds[contender]);
  }

  /**
   * A Markdown table: medians, ratios of medians, and in brackets the least and the most of all
   * rounds.
   *
   * @param what is compared
   * @param flops of the work, one number for each contender, counted as direct convolution
   */
  String table(String what, double... flops) {
    StringBuilder table = new StringBuilder(HEADER.formatted(what));
    for (int i = 0; i < names.size(); i++) {
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %.0f | %s | %.1e |%n",
              names.get(i),
              of(i).text(4),
              flops[i] / of(i).median() / 1e9,
              ratio(i),
              differences[i]));
    }
    return table.toString();
  }

  private String ratio(int contender) {
    double[] byRound = new double[seconds[0].length];
    for (int round = 0; round < byRound.length; round++) {
      byRound[round] = seconds[contender][round] / seconds[0][round];
    }
    Spread rounds = Spread.of(byRound);
    return new Spread(rounds.least(), of(contender).median() / of(0).median(), rounds.most())
        .text(2);
  }
}
