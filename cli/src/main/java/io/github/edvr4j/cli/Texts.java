package io.github.edvr4j.cli;

import java.util.Locale;

/** Numbers as people read them. */
final class Texts {

  private Texts() {}

  /** Minutes and seconds, with hours before them if there are any: 0:07, 12:34, 1:02:03. */
  static String clock(double seconds) {
    long whole = Math.round(seconds);
    long hours = whole / 3600;
    String minutesAndSeconds =
        (hours > 0 ? "%02d:%02d" : "%d:%02d").formatted(whole / 60 % 60, whole % 60);
    return hours > 0 ? hours + ":" + minutesAndSeconds : minutesAndSeconds;
  }

  /** About how long, in the unit that suits: 7.5 s, 21 min, 3.4 h. */
  static String duration(double seconds) {
    if (seconds < 100) {
      return twoDigits(seconds) + " s";
    }
    return seconds < 6000 ? twoDigits(seconds / 60) + " min" : twoDigits(seconds / 3600) + " h";
  }

  private static String twoDigits(double number) {
    return String.format(Locale.ROOT, number < 9.95 ? "%.1f" : "%.0f", number);
  }

  /** So many of something: 1 frame, 2 frames. */
  static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
