package io.github.edvr4j.train.options;

/** Numbers that must not be too small. */
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

  /** A number from 0 on, which may be infinite. */
  static double notNegative(Section section, String key, double otherwise) {
    double value = section.number(key, otherwise);
    if (!(value >= 0)) {
      throw section.invalid(key, "should be at least 0, got " + value);
    }
    return value;
  }

  /** A number from 0 on. */
  static double finite(Section section, String key, double otherwise) {
    double value = notNegative(section, key, otherwise);
    if (Double.isInfinite(value)) {
      throw section.invalid(key, "should be finite");
    }
    return value;
  }
}
