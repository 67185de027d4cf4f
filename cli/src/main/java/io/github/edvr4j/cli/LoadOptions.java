package io.github.edvr4j.cli;

import io.github.edvr4j.video.Fingerprint;
import io.github.edvr4j.weights.EdvrCheckpoint;
import io.github.edvr4j.weights.WeightSet;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How a model file is loaded: the options of every command that loads one. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields.
final class LoadOptions {

  @Option(
      names = "--center",
      paramLabel = "N",
      description =
          "Which frame of its window, counted from 0, the model restores (default: what its file"
              + " says, or the middle one).")
  private Optional<Integer> centre;

  @Option(
      names = "--ema",
      description =
          "Of two sets of weights in the model's file take the averaged one (params_ema) instead of"
              + " the trained one (params).")
  private boolean ema;

  /** By what the weights that come of a file are known again. */
  String identity(Path file, EdvrCheckpoint loaded) {
    return "%s, centre frame %s%s"
        .formatted(
            Fingerprint.ofAll(file), loaded.config().centre(), ema ? ", averaged weights" : "");
  }

  EdvrCheckpoint load(Path file) {
    return EdvrCheckpoint.load(
        file, Optionals.ofInt(centre), ema ? WeightSet.AVERAGED : WeightSet.TRAINED);
  }
}
