package io.github.edvr4j.cli.doctor;

import java.util.Locale;

/** Amounts of memory and disk as people read them. */
final class Bytes {

  static final long MB = 1_000_000;
  static final long GB = 1_000 * MB;

  private Bytes() {}

  static String text(long bytes) {
    return bytes < GB
        ? bytes / MB + " MB"
        : String.format(Locale.ROOT, "%.1f GB", (double) bytes / GB);
  }
}
