package io.github.edvr4j.cli;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import java.util.Optional;

/** What numbers on the command line may be. */
final class OptionValues {

  /** Each thread has megabytes of memory of its own. */
  private static final int MOST_THREADS = 1024;

  private OptionValues() {}

  /**
   * @throws EdvrException of category USAGE if the value is smaller
   */
  static void requireAtLeast(String option, long value, long least) {
    if (value < least) {
      throw new EdvrException(
          Category.USAGE, "%s should be at least %d, not %d".formatted(option, least, value));
    }
  }

  /**
   * Threads to compute with: as asked for, or one per core.
   *
   * @throws EdvrException of category USAGE if none could work
   */
  static int threads(Optional<Integer> wanted) {
    int threads = wanted.orElse(Runtime.getRuntime().availableProcessors());
    requireAtLeast("--threads", threads, 1);
    if (threads > MOST_THREADS) {
      throw new EdvrException(
          Category.USAGE,
          "--threads should be at most %d, not %d".formatted(MOST_THREADS, threads));
    }
    return threads;
  }
}
