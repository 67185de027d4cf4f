package io.github.edvr4j.cli;

/** Time as people read it. */
final class Durations {

  private Durations() {}

  /** Minutes and seconds, with hours before them if there are any: 0:07, 12:34, 1:02:03. */
  static String clock(double seconds) {
    long whole = Math.round(seconds);
    long hours = whole / 3600;
    String minutesAndSeconds =
        (hours > 0 ? "%02d:%02d" : "%d:%02d").formatted(whole / 60 % 60, whole % 60);
    return hours > 0 ? hours + ":" + minutesAndSeconds : minutesAndSeconds;
  }
}
