package io.github.edvr4j.cli;

import java.util.HashSet;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * How far the work is: one line that is updated in place on a terminal, and now and then a line of
 * its own where nobody watches.
 */
final class ProgressDisplay implements Progress {

  private static final double SECOND = 1e9;
  private static final double TERMINAL_SECONDS = 0.1;
  private static final double LOG_SECONDS = 10;
  private static final int LOG_PARTS = 10;

  private final Console console;
  private final StatusLine status;
  private final LongSupplier nanos;
  private final Set<String> warnings = new HashSet<>();
  private Rate rate;
  private long lastShown;
  private long lastShownFrames;

  /**
   * @param nanos the clock, in nanoseconds
   */
  ProgressDisplay(Console console, LongSupplier nanos) {
    this.console = console;
    this.nanos = nanos;
    status = new StatusLine(console);
    rate = new Rate(nanos.getAsLong(), OptionalLong.empty(), 0);
  }

  @Override
  public synchronized void announce(Announcement announcement) {
    console.say(announcement.text());
  }

  @Override
  public synchronized void start(OptionalLong expected, long done) {
    lastShown = nanos.getAsLong();
    lastShownFrames = done;
    rate = new Rate(lastShown, expected, done);
    if (done > 0) {
      status.say(
          "continuing at frame "
              + done
              + (expected.isPresent() ? " of " + expected.getAsLong() : ""));
    }
    if (console.terminal()) {
      status.show(count());
    }
  }

  @Override
  public synchronized void frames(long done) {
    long now = nanos.getAsLong();
    rate.mark(done, now);
    if (isDue(now)) {
      lastShown = now;
      lastShownFrames = done;
      status.show(describe());
    }
  }

  private boolean isDue(long now) {
    double waited = (now - lastShown) / SECOND;
    if (console.terminal()) {
      return waited >= TERMINAL_SECONDS;
    }
    return waited >= LOG_SECONDS || isNextPart();
  }

  private boolean isNextPart() {
    OptionalLong total = rate.total();
    return total.isPresent()
        && rate.frames() * LOG_PARTS / total.getAsLong()
            > lastShownFrames * LOG_PARTS / total.getAsLong()
        && rate.frames() < total.getAsLong();
  }

  private String describe() {
    String text = count() + String.format(Locale.ROOT, ", %.2f frames/s", rate.framesPerSecond());
    return rate.total().isEmpty() ? text : text + ", " + Texts.clock(rate.secondsLeft()) + " left";
  }

  private String count() {
    long done = rate.frames();
    // A part of a film that has fewer segments than parts has no frame at all.
    long total = rate.total().orElse(0);
    return total == 0
        ? Texts.count(done, "frame")
        : "%d/%d frames (%d %%)".formatted(done, total, 100 * done / total);
  }

  @Override
  public synchronized void warn(String warning) {
    if (warnings.add(warning)) {
      status.say("warning: " + warning);
    }
  }

  @Override
  public synchronized void note(String detail) {
    status.say(detail);
  }

  @Override
  public synchronized void finished(String output) {
    status.close();
    double seconds = rate.seconds(nanos.getAsLong());
    console.say(
        String.format(
            Locale.ROOT,
            "%s in %s (%.2f frames/s): %s",
            Texts.count(rate.made(), "frame"),
            Texts.clock(seconds),
            rate.made() / seconds,
            output));
  }

  @Override
  public synchronized void skipped(String input, String output) {
    status.say(
        "skipped %s: %s is complete, made by the same command of the same input"
            .formatted(input, output));
  }

  @Override
  public synchronized void close() {
    status.close();
  }
}
