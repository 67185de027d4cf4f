package io.github.edvr4j.cli;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.stream.Padding;
import io.github.edvr4j.stream.StreamOptions;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import picocli.CommandLine.Option;

/** How the network is run over the frames: a group of options. */
final class ComputingOptions {

  /** With less, seams could be seen. */
  private static final int LEAST_OVERLAP = 32;

  @Option(
      names = "--padding",
      completionCandidates = PaddingConverter.Names.class,
      paramLabel = "MODE",
      description =
          "What takes the place of frames beyond the ends of a clip or scene: replicate,"
              + " reflection, reflection_circle or circle (default: replicate for models that"
              + " deblur, reflection_circle for others).")
  private Optional<Padding> padding = Optional.empty();

  @Option(
      names = "--scene-cut",
      paramLabel = "auto|off|N",
      description =
          "Where a new scene begins, which no window mixes with the last one: N is by how many"
              + " percent frames differ there (default: auto, which is 10).")
  private SceneCut sceneCut = SceneCut.AUTO;

  @Option(
      names = {"-t", "--tile"},
      paramLabel = "auto|off|N",
      description =
          "Compute frames in overlapping tiles of at most N pixels a side, which takes less memory"
              + " and more time (default: auto, only where memory asks for it).")
  private TileSize tile = TileSize.AUTO;

  @Option(
      names = "--tile-overlap",
      paramLabel = "N",
      description =
          "Pixels that neighbouring tiles have in common at least (default: 32, or 128 for models that"
              + " work at the size of their output).")
  private Optional<Integer> overlap = Optional.empty();

  @Option(
      names = {"-x", "--self-ensemble"},
      description =
          "Restore every frame four times, as it is and flipped, and take the mean: slightly"
              + " better, four times the work.")
  private boolean selfEnsemble;

  @Option(
      names = "--strict",
      description =
          "Stop where the model gives no finite numbers for a frame, in place of enlarging that frame"
              + " with bicubic and going on.")
  private boolean strict;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads to compute with (default: one per core).")
  private Optional<Integer> threads = Optional.empty();

  /**
   * @throws EdvrException (USAGE) if a number makes no sense
   */
  void check() {
    OptionValues.threads(threads);
    OptionValues.requireAtLeast("--tile-overlap", overlap.orElse(LEAST_OVERLAP), LEAST_OVERLAP);
    if (overlap.isPresent() && tile.size() == 0) {
      throw new EdvrException(
          Category.USAGE, "--tile-overlap needs the size of the tiles: --tile N");
    }
  }

  int threads() {
    return OptionValues.threads(threads);
  }

  /**
   * What could change a frame, in words; how it is tiled follows from its plan.
   *
   * @param config of a model
   */
  SequencedMap<String, String> facts(EdvrConfig config) {
    SequencedMap<String, String> facts = new LinkedHashMap<>();
    facts.put(
        "padding", padding.orElse(Padding.defaultFor(config)).name().toLowerCase(Locale.ROOT));
    facts.put("tile overlap", overlap.map(String::valueOf).orElse("auto"));
    facts.put("self-ensemble", selfEnsemble ? "on" : "off");
    return facts;
  }

  OptionalDouble sceneThreshold() {
    return sceneCut.threshold();
  }

  /**
   * @param memory bytes that this model's work may take
   * @throws EdvrException (USAGE) if the model needs larger tiles
   */
  StreamOptions stream(EdvrConfig config, long memory) {
    return new StreamOptions(padding, tile.tiling(config, overlap), selfEnsemble, memory, strict);
  }
}
