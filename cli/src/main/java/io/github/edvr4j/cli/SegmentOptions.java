package io.github.edvr4j.cli;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.video.Part;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How a video is made in segments that outlive an interrupted run: a group of options. */
final class SegmentOptions {

  private static final Pattern PART = Pattern.compile("(\\d{1,6})/(\\d{1,6})");

  @Option(
      names = "--segment-frames",
      paramLabel = "N",
      defaultValue = "120",
      description =
          "A video is made in segments of N frames, in a folder OUTPUT.parts until all are joined;"
              + " what a crash, Ctrl-C or a power failure costs is at most one of them (default:"
              + " ${DEFAULT-VALUE}).")
  private int frames = 120;

  @Option(
      names = "--no-resume",
      description =
          "Begin anew, and delete what an interrupted run has left: OUTPUT.parts, or the pictures that"
              + " it has made; otherwise the same command goes on there.")
  private boolean anew;

  @Option(
      names = "--segment",
      paramLabel = "I/N",
      description =
          "Make only the Ith of N equal parts, so that several machines share a film; 'edvr join'"
              + " makes the video of all of them.")
  private Optional<Part> part = Optional.empty();

  static Part part(String text) {
    Matcher parts = PART.matcher(text);
    if (parts.matches()) {
      int number = Integer.parseInt(parts.group(1));
      int of = Integer.parseInt(parts.group(2));
      if (number >= 1 && number <= of) {
        return new Part(number, of);
      }
    }
    throw new TypeConversionException(
        "'%s' is no part; write 2/3 for the 2nd of 3".formatted(text));
  }

  /**
   * @throws EdvrException (USAGE) if that can't be done
   */
  void check(List<Assignment> work) {
    OptionValues.requireAtLeast("--segment-frames", frames, 1);
    if (part.isPresent() && (work.size() > 1 || !work.getFirst().isInSegments())) {
      throw new EdvrException(
          Category.USAGE, "--segment needs one input that is a file and a video file as output");
    }
    if (part.isPresent() && anew) {
      throw new EdvrException(
          Category.USAGE,
          "--no-resume would delete the other parts; to begin anew, delete the folder OUTPUT.parts");
    }
  }

  int frames() {
    return frames;
  }

  boolean resume() {
    return !anew;
  }

  /** What is to be made. */
  Part part() {
    return part.orElse(Part.WHOLE);
  }

  /** Whether the video is complete when that is made. */
  boolean isWhole() {
    return part.isEmpty();
  }
}
