package io.github.edvr4j.video;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What to read of a clip, and how. Moments are those of the clip, whose first frame is at 0.
 *
 * @param folderRate frames per second of a folder of pictures, which has no clock
 * @param start what comes before this moment of the clip is left out; not negative
 * @param end what begins at this moment or later is left out; empty for the clip's end
 * @param warnings takes one line for everything that was skipped or repaired
 */
public record SourceOptions(
    Rational folderRate, Duration start, Optional<Duration> end, Consumer<String> warnings) {

  /** The whole clip, a folder at 25 frames a second, warnings dropped. */
  public static final SourceOptions DEFAULT =
      new SourceOptions(new Rational(25, 1), Duration.ZERO, Optional.empty(), warning -> {});

  /** Seconds: moments are typed with three decimals, and some containers count milliseconds. */
  private static final double ROUNDING = 0.0005;

  /**
   * @throws EdvrException of category USAGE if the end doesn't come after the start, or the start
   *     is negative
   */
  public SourceOptions {
    if (start.isNegative()) {
      throw new EdvrException(
          Category.USAGE, "a clip can't start at %s; give 0 or more".formatted(text(start)));
    }
    if (end.isPresent() && end.get().compareTo(start) <= 0) {
      throw new EdvrException(
          Category.USAGE,
          "the end (%s) must come after the start (%s)".formatted(text(end.get()), text(start)));
    }
  }

  private static String text(Duration moment) {
    return inSeconds(seconds(moment));
  }

  private static String inSeconds(double seconds) {
    return BigDecimal.valueOf(seconds)
            .setScale(3, RoundingMode.HALF_EVEN)
            .stripTrailingZeros()
            .toPlainString()
        + " s";
  }

  private static double seconds(Duration moment) {
    return moment.getSeconds() + moment.getNano() / 1e9;
  }

  /** Seconds of the clip. */
  double startSeconds() {
    return seconds(start);
  }

  /** Seconds of the clip, endless where no end is given. */
  double endSeconds() {
    return end.map(SourceOptions::seconds).orElse(Double.POSITIVE_INFINITY);
  }

  /** Whether a frame at this time, in seconds, comes too early. */
  boolean isBeforeStart(double time) {
    return time < startSeconds() - ROUNDING;
  }

  /** Whether a frame at this time, in seconds, comes too late, and with it all that follow. */
  boolean isPastEnd(double time) {
    return time >= endSeconds() - ROUNDING;
  }

  /** Why a clip has no frame in this range. */
  EdvrException nothingIn(String name, double length) {
    return new EdvrException(
        Category.INPUT,
        startSeconds() >= length - ROUNDING
            ? "%s: lasts %s; there is nothing at %s".formatted(name, inSeconds(length), text(start))
            : "%s: no frame begins between %s and %s"
                .formatted(name, text(start), inSeconds(Math.min(endSeconds(), length))));
  }

  /** The same, with another rate for a folder. */
  public SourceOptions withFolderRate(Rational rate) {
    return new SourceOptions(rate, start, end, warnings);
  }

  /**
   * The same, from one moment of the clip to another.
   *
   * @throws EdvrException of category USAGE if the end doesn't come after the start, or the start
   *     is negative
   */
  public SourceOptions withRange(Duration from, Optional<Duration> to) {
    return new SourceOptions(folderRate, from, to, warnings);
  }

  /** The same, with warnings told to a listener, from the thread that reads. */
  public SourceOptions withWarnings(Consumer<String> listener) {
    return new SourceOptions(folderRate, start, end, listener);
  }
}
