package io.github.edvr4j.video;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What to read of a clip, and how.
 *
 * @param folderRate frames per second of a folder of pictures, which has no clock
 * @param start what comes before this moment of the clip is left out
 * @param end what begins at this moment or later is left out; empty for the clip's end
 * @param warnings takes one line for everything that was skipped or repaired
 */
public record SourceOptions(
    Rational folderRate, Duration start, Optional<Duration> end, Consumer<String> warnings) {

  /** The whole clip, a folder at 25 frames a second, warnings dropped. */
  public static final SourceOptions DEFAULT =
      new SourceOptions(new Rational(25, 1), Duration.ZERO, Optional.empty(), warning -> {});

  /** The same, with another rate for a folder. */
  public SourceOptions withFolderRate(Rational rate) {
    return new SourceOptions(rate, start, end, warnings);
  }

  /** The same, from one moment of the clip to another. */
  public SourceOptions withRange(Duration from, Optional<Duration> to) {
    return new SourceOptions(folderRate, from, to, warnings);
  }

  /** The same, with warnings told to a listener, from the thread that reads. */
  public SourceOptions withWarnings(Consumer<String> listener) {
    return new SourceOptions(folderRate, start, end, listener);
  }
}
