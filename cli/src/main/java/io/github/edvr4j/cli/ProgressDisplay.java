package io.github.edvr4j.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * How far the work is: one line that is updated in place on a terminal, and now and then a line of
 * its own where nobody watches. Calls may come from several threads.
 */
final class ProgressDisplay implements AutoCloseable {

  private static final double SECOND = 1e9;
  private static final double TERMINAL_SECONDS = 0.1;
  private static final double LOG_SECONDS = 10;
  private static final int LOG_PARTS = 10;

  // The rate is that of the last frames: the first ones are slow until the JVM has compiled.
  private static final int RATE_FRAMES = 16;

  private record Mark(long frames, long nanos) {}

  private final Console console;
  private final LongSupplier nanos;
  private final Deque<Mark> marks = new ArrayDeque<>();
  private final Set<String> warnings = new HashSet<>();
  private OptionalLong total = OptionalLong.empty();
  private long start;
  private long lastShown;
  private long lastShownFrames;
  private String line = "";

  /**
   * @param nanos the clock, in nanoseconds
   */
  ProgressDisplay(Console console, LongSupplier nanos) {
    this.console = console;
    this.nanos = nanos;
  }

  /**
   * Starts the clock.
   *
   * @param expected how many frames there will be, if that is known
   */
  synchronized void start(OptionalLong expected) {
    total = expected;
    start = nanos.getAsLong();
    lastShown = start;
    marks.add(new Mark(0, start));
    if (console.terminal()) {
      show(count(0));
    }
  }

  /** Says how many frames are done by now. */
  synchronized void frames(long done) {
    long now = nanos.getAsLong();
    if (total.isPresent() && done > total.getAsLong()) {
      total = OptionalLong.empty();
    }
    marks.add(new Mark(done, now));
    if (marks.size() > RATE_FRAMES + 1) {
      marks.removeFirst();
    }
    if (isDue(done, now)) {
      lastShown = now;
      lastShownFrames = done;
      show(describe(done));
    }
  }

  private boolean isDue(long done, long now) {
    double waited = (now - lastShown) / SECOND;
    if (console.terminal()) {
      return waited >= TERMINAL_SECONDS;
    }
    return waited >= LOG_SECONDS
        || (total.isPresent() && part(done) > part(lastShownFrames) && done < total.getAsLong());
  }

  private long part(long frames) {
    return frames * LOG_PARTS / total.orElseThrow();
  }

  private String describe(long done) {
    double rate = rate();
    String text = count(done) + String.format(Locale.ROOT, ", %.2f frames/s", rate);
    return total.isEmpty()
        ? text
        : text + ", " + Texts.clock((total.getAsLong() - done) / rate) + " left";
  }

  private String count(long done) {
    return total.isEmpty()
        ? Texts.count(done, "frame")
        : "%d/%d frames (%d %%)".formatted(done, total.getAsLong(), 100 * done / total.getAsLong());
  }

  private double rate() {
    Mark first = marks.getFirst();
    Mark last = marks.getLast();
    return (last.frames - first.frames) / Math.max((last.nanos - first.nanos) / SECOND, 1e-9);
  }

  private void show(String text) {
    line = text;
    if (console.terminal()) {
      console.err().print("\r\033[Kedvr: " + text);
      console.err().flush();
    } else {
      console.say(text);
    }
  }

  /** Says one line above the progress; the same line only once. */
  synchronized void warn(String warning) {
    if (warnings.add(warning)) {
      clearLine();
      console.say("warning: " + warning);
      if (console.terminal() && !line.isEmpty()) {
        show(line);
      }
    }
  }

  private void clearLine() {
    if (console.terminal() && !line.isEmpty()) {
      console.err().print("\r\033[K");
      console.err().flush();
    }
  }

  /** Takes the updated line away, so that what comes next starts on a fresh one. */
  @Override
  public synchronized void close() {
    clearLine();
    line = "";
  }

  /** How long the work has taken by now, in seconds. */
  synchronized double seconds() {
    return (nanos.getAsLong() - start) / SECOND;
  }
}
