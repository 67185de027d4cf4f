package io.github.edvr4j.train.options;

/** Whole numbers that must not be too small. */
final class Limits {

  private Limits() {}

  static int atLeast(int smallest, Section section, String key, int otherwise) {
    int value = section.integer(key, otherwise);
    if (value < smallest) {
      throw section.invalid(key, "should be at least %d, got %d".formatted(smallest, value));
    }
    return value;
  }

  static long atLeast(int smallest, Section section, String key, long otherwise) {
    long value = section.integer(key).orElse(otherwise);
    if (value < smallest) {
      throw section.invalid(key, "should be at least %d, got %d".formatted(smallest, value));
    }
    return value;
  }
}
