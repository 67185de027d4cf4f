package io.github.edvr4j.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;

/**
 * How fast the work is: by the last frames, since the first ones are slow until the JVM has
 * compiled.
 */
final class Rate {

  private static final int FRAMES = 16;
  private static final double SECOND = 1e9;

  private record Mark(long frames, long nanos) {}

  private final Deque<Mark> marks = new ArrayDeque<>();
  private final long start;
  private final long before;
  private OptionalLong total;

  /**
   * @param before how many frames were done before the clock started
   */
  Rate(long nanos, OptionalLong expected, long before) {
    start = nanos;
    total = expected;
    this.before = before;
    marks.add(new Mark(before, nanos));
  }

  /** So many frames were done at a moment; more than expected means that nobody knows. */
  void mark(long frames, long nanos) {
    if (total.isPresent() && frames > total.getAsLong()) {
      total = OptionalLong.empty();
    }
    marks.add(new Mark(frames, nanos));
    if (marks.size() > FRAMES + 1) {
      marks.removeFirst();
    }
  }

  OptionalLong total() {
    return total;
  }

  long frames() {
    return marks.getLast().frames;
  }

  /** How many frames were done since the clock started. */
  long made() {
    return frames() - before;
  }

  double framesPerSecond() {
    Mark first = marks.getFirst();
    Mark last = marks.getLast();
    return (last.frames - first.frames) / Math.max((last.nanos - first.nanos) / SECOND, 1e-9);
  }

  /** Seconds until all is done; only where the total is known. */
  double secondsLeft() {
    return (total.orElseThrow() - frames()) / framesPerSecond();
  }

  /** Seconds from the start to a moment. */
  double seconds(long nanos) {
    return (nanos - start) / SECOND;
  }
}
