package io.github.edvr4j.cli.doctor;

import java.util.Optional;

/**
 * One thing that was looked at.
 *
 * @param topic what was looked at, in a word or two
 * @param text what was found
 * @param advice what to do about it; there is some unless all is well
 */
public record Finding(Level level, String topic, String text, Optional<String> advice) {

  /** How well it is. */
  public enum Level {
    /** As it should be. */
    OK,
    /** Restoring works, with a drawback. */
    WARNING,
    /** Restoring can't work. */
    FAILURE
  }

  static Finding ok(String topic, String text) {
    return new Finding(Level.OK, topic, text, Optional.empty());
  }

  static Finding warning(String topic, String text, String advice) {
    return new Finding(Level.WARNING, topic, text, Optional.of(advice));
  }

  static Finding failure(String topic, String text, String advice) {
    return new Finding(Level.FAILURE, topic, text, Optional.of(advice));
  }
}
