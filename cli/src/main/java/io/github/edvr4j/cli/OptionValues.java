package io.github.edvr4j.cli;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;

/** What numbers on the command line may be. */
final class OptionValues {

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
}
