package io.github.edvr4j.cli;

import io.github.edvr4j.video.FrameSink;
import io.github.edvr4j.video.FrameSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What will be done with a clip, said before it is.
 *
 * @param input as the user named it
 * @param inputWidth pixels of a row as stored
 * @param inputHeight rows
 * @param frames how many are expected
 * @param output as the user named it
 * @param outputWidth pixels of a row as stored
 * @param outputHeight rows
 * @param encoding of the output, in a phrase
 * @param models what the frames go through, one after another
 * @param tiles how many tiles a frame is computed in, most of all models
 * @param threads that compute
 * @param secondsPerFrame from a measurement on this machine
 * @param memoryBytes that frames, features, working memory, weights and the encoder take
 */
record Announcement(
    String input,
    int inputWidth,
    int inputHeight,
    OptionalLong frames,
    String output,
    int outputWidth,
    int outputHeight,
    String encoding,
    List<String> models,
    int tiles,
    int threads,
    double secondsPerFrame,
    long memoryBytes) {

  /** How long it will take, where the number of frames is known. */
  OptionalDouble seconds() {
    return frames.isPresent()
        ? OptionalDouble.of(frames.getAsLong() * secondsPerFrame)
        : OptionalDouble.empty();
  }

  String text() {
    List<String> how = new ArrayList<>();
    if (tiles > 1) {
      how.add(tiles + " tiles a frame");
    }
    how.add(Texts.count(threads, "thread"));
    how.add(
        seconds().isPresent()
            ? "about " + Texts.clock(seconds().getAsDouble())
            : String.format(Locale.ROOT, "about %.2g s a frame", secondsPerFrame));
    how.add(String.format(Locale.ROOT, "%.1f GB of memory", memoryBytes / 1e9));
    return "%s (%dx%d%s) to %s (%dx%d, %s) with %s: %s"
        .formatted(
            input.equals(FrameSource.STANDARD_INPUT) ? "the standard input" : input,
            inputWidth,
            inputHeight,
            Optional.of(frames)
                .filter(OptionalLong::isPresent)
                .map(known -> ", " + Texts.count(known.getAsLong(), "frame"))
                .orElse(""),
            output.equals(FrameSink.STANDARD_OUTPUT) ? "the standard output" : output,
            outputWidth,
            outputHeight,
            encoding,
            String.join(", then ", models),
            String.join(", ", how));
  }
}
