package io.github.edvr4j.train.options;

import io.github.edvr4j.EdvrException;

/** Numbers that must not be too small; each fails with (USAGE) and its whole name. */
public final class Limits {

  private Limits() {}

  /** A whole number of at most 32 bits. */
  public static int atLeast(int smallest, Section section, String key, int otherwise) {
    int value = section.integer(key, otherwise);
    if (value < smallest) {
      throw tooSmall(smallest, section, key, value);
    }
    return value;
  }

  /** A whole number of at most 64 bits. */
  public static long atLeast(int smallest, Section section, String key, long otherwise) {
    long value = section.integer(key).orElse(otherwise);
    if (value < smallest) {
      throw tooSmall(smallest, section, key, value);
    }
    return value;
  }

  /** A finite number. */
  public static double atLeast(int smallest, Section section, String key, double otherwise) {
    double value = section.number(key, otherwise);
    if (!(value >= smallest) || Double.isInfinite(value)) {
      throw tooSmall(smallest, section, key, value);
    }
    return value;
  }

  /** A finite number that may come close to the bound but not reach it. */
  public static double above(int bound, Section section, String key, double otherwise) {
    double value = section.number(key, otherwise);
    if (!(value > bound) || Double.isInfinite(value)) {
      throw section.invalid(key, "should be above %d, got %s".formatted(bound, value));
    }
    return value;
  }

  /** A number from 0 to 1. */
  public static double share(Section section, String key, double otherwise) {
    double value = section.number(key, otherwise);
    if (!(value >= 0 && value <= 1)) {
      throw section.invalid(key, "expected 0 to 1, got " + value);
    }
    return value;
  }

  /** A number from 0 on, which may be infinite. */
  static double notNegative(Section section, String key, double otherwise) {
    double value = section.number(key, otherwise);
    if (!(value >= 0)) {
      throw tooSmall(0, section, key, value);
    }
    return value;
  }

  private static EdvrException tooSmall(int smallest, Section section, String key, Number value) {
    return section.invalid(key, "should be at least %d, got %s".formatted(smallest, value));
  }
}
