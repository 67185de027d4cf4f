package io.github.edvr4j.cli;

import io.github.edvr4j.video.EncodingRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How the output is encoded: a group of options. */
final class EncodingOptions {

  @Option(
      names = {"-c", "--codec"},
      paramLabel = "CODEC",
      description =
          "h264, hevc, av1, vp9, ffv1, prores, or FFmpeg's name of an encoder (default: H.264 up to"
              + " 4096x2304, AV1 above, VP9 for odd sizes; 10 bits where the input has more than"
              + " 8).")
  private Optional<String> codec = Optional.empty();

  @Option(
      names = "--crf",
      paramLabel = "N",
      description =
          "Quality, on one scale for every codec: 0 is the finest, 51 the coarsest (default: no"
              + " difference to be seen).")
  private Optional<Integer> crf = Optional.empty();

  @Option(
      names = "--pix-fmt",
      paramLabel = "FORMAT",
      description = "FFmpeg's name of the samples, such as yuv420p10le.")
  private Optional<String> pixelFormat = Optional.empty();

  @Option(
      names = "-e",
      paramLabel = "KEY=VALUE",
      description = "An option of the encoder by FFmpeg's name; may be given again.")
  private Map<String, String> settings = new LinkedHashMap<>();

  EncodingRequest request() {
    return new EncodingRequest(codec, Optionals.ofInt(crf), pixelFormat, settings);
  }
}
