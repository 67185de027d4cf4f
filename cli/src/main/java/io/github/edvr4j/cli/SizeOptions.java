package io.github.edvr4j.cli;

import io.github.edvr4j.video.ClipInfo;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How large the output is: options of which at most one is given. */
final class SizeOptions {

  @Option(
      names = {"-s", "--scale"},
      paramLabel = "FACTOR",
      description =
          "Output size over input size, such as 2: what the model makes is reduced or enlarged to"
              + " that.")
  private Optional<Double> scale = Optional.empty();

  @Option(
      names = "--size",
      paramLabel = "WxH",
      description =
          "Output size in pixels, such as 1920x1080; pixels become as wide as the picture's shape"
              + " asks. 1920x or x1080 keeps them square and finds the other.")
  private Optional<OutputSize> size = Optional.empty();

  /**
   * The clip as it will be written.
   *
   * @param input as it is read
   * @param restored the same, in the size that the network gives it
   */
  ClipInfo apply(ClipInfo input, ClipInfo restored) {
    if (scale.isPresent()) {
      return OutputSize.scaled(input, scale.get());
    }
    return size.isPresent() ? size.get().apply(input) : restored;
  }
}
