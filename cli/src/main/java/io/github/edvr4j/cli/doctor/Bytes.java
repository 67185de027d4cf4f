package io.github.edvr4j.cli.doctor;

import java.util.Locale;

/** Amounts of data as people read them. */
public final class Bytes {

  static final long MB = 1_000_000;
  static final long GB = 1_000 * MB;

  private Bytes() {}

  /** Three digits or so: 812 kB, 13.2 MB, 1.5 GB. */
  public static String text(long bytes) {
    if (bytes < MB) {
      return Math.ceilDiv(bytes, 1000) + " kB";
    }
    return bytes < GB
        ? String.format(Locale.ROOT, "%.1f MB", (double) bytes / MB)
        : String.format(Locale.ROOT, "%.1f GB", (double) bytes / GB);
  }
}
