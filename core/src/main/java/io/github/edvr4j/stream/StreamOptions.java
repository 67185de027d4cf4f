package io.github.edvr4j.stream;

import java.util.Optional;

/**
 * How a clip is restored.
 *
 * @param padding what stands for frames beyond the clip's ends; empty for {@link
 *     Padding#defaultFor}
 * @param tiling whether frames are computed whole
 * @param selfEnsemble whether each frame is restored four times, as it is and flipped, and the mean
 *     taken: slightly better, four times the work
 * @param memory bytes that restoring may take
 * @param strict whether a frame for which the network gives no finite numbers ends the work; else
 *     bicubic takes the network's place for that frame, with a warning
 */
public record StreamOptions(
    Optional<Padding> padding, Tiling tiling, boolean selfEnsemble, long memory, boolean strict) {

  /** Padding as the model was tested with, tiles where memory asks for them. */
  public static final StreamOptions DEFAULT =
      new StreamOptions(
          Optional.empty(), new Tiling.Auto(), false, Runtime.getRuntime().maxMemory(), false);

  /** The same, with another padding. */
  public StreamOptions withPadding(Padding chosen) {
    return new StreamOptions(Optional.of(chosen), tiling, selfEnsemble, memory, strict);
  }

  /** The same, with frames computed whole or in tiles. */
  public StreamOptions withTiling(Tiling chosen) {
    return new StreamOptions(padding, chosen, selfEnsemble, memory, strict);
  }

  /** The same, with or without flipped frames. */
  public StreamOptions withSelfEnsemble(boolean chosen) {
    return new StreamOptions(padding, tiling, chosen, memory, strict);
  }

  /** The same, with other bytes of memory. */
  public StreamOptions withMemory(long bytes) {
    return new StreamOptions(padding, tiling, selfEnsemble, bytes, strict);
  }

  /** The same, going on or not where the network gives no finite numbers. */
  public StreamOptions withStrict(boolean chosen) {
    return new StreamOptions(padding, tiling, selfEnsemble, memory, chosen);
  }
}
