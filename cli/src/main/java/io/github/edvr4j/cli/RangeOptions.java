package io.github.edvr4j.cli;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.video.Cut;
import io.github.edvr4j.video.Rational;
import io.github.edvr4j.video.SourceOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Option;

/** Which part of the input is read: a group of options. */
final class RangeOptions {

  @Option(
      names = "--start",
      paramLabel = "TIME",
      description = "Begin at this moment: seconds, or [hours:]minutes:seconds.")
  private Optional<Duration> start = Optional.empty();

  @Option(names = "--end", paramLabel = "TIME", description = "End at this moment of the input.")
  private Optional<Duration> end = Optional.empty();

  @Option(names = "--frames", paramLabel = "N", description = "Take only the first N frames.")
  private Optional<Long> frames = Optional.empty();

  @Option(
      names = "--fps",
      paramLabel = "RATE",
      description =
          "Frames per second of a folder of pictures, such as 24 or 30000/1001 (default: 25).")
  private Optional<Rational> rate = Optional.empty();

  /**
   * @throws EdvrException (USAGE) if nothing would be left
   */
  void check() {
    OptionValues.requireAtLeast("--frames", frames.orElse(1L), 1);
    if (end.isPresent() && end.get().compareTo(start.orElse(Duration.ZERO)) <= 0) {
      throw new EdvrException(
          Category.USAGE,
          "--end (%s s) should be later than --start (%s s)"
              .formatted(seconds(end.get()), seconds(start.orElse(Duration.ZERO))));
    }
  }

  private static String seconds(Duration time) {
    return String.valueOf(time.toMillis() / 1000.0);
  }

  SourceOptions source() {
    SourceOptions options = SourceOptions.DEFAULT.withRange(start.orElse(Duration.ZERO), end);
    return rate.isPresent() ? options.withFolderRate(rate.get()) : options;
  }

  OptionalLong limit() {
    return Optionals.ofLong(frames);
  }

  /**
   * What is left out of a clip.
   *
   * @param known how many frames it has, if that is known
   */
  Cut cut(OptionalLong known) {
    boolean fewer = frames.isPresent() && (known.isEmpty() || frames.get() < known.getAsLong());
    return new Cut(start.isPresent() && !start.get().isZero(), end.isPresent() || fewer);
  }

  /** How many frames to expect: containers are often wrong about it, so it is only shown. */
  OptionalLong expected(OptionalLong known) {
    OptionalLong wanted = limit();
    return known.isPresent() && wanted.isPresent()
        ? OptionalLong.of(Math.min(known.getAsLong(), wanted.getAsLong()))
        : known.isPresent() ? known : wanted;
  }
}
