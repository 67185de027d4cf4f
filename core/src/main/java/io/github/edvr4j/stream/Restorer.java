package io.github.edvr4j.stream;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.engine.Cost;
import io.github.edvr4j.engine.EdvrStages;
import io.github.edvr4j.engine.Engine;
import io.github.edvr4j.model.Edvr;
import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.ops.Weights;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Restores clips with one network: the way in for programs that have frames and want better ones.
 */
public final class Restorer implements AutoCloseable {

  private final Edvr edvr;
  private final Weights weights;
  private final Engine engine;

  /**
   * @param weights the network's parameters, such as those of an {@code EdvrCheckpoint}
   * @param threads how many threads compute, at least 1
   */
  public Restorer(EdvrConfig config, Weights weights, int threads) {
    edvr = new Edvr(config);
    this.weights = weights;
    engine = new Engine(threads);
  }

  /** What the network was made from. */
  public EdvrConfig config() {
    return edvr.config();
  }

  /** Floats that one instruction works on; 1 where the Vector API is missing. */
  public int lanes() {
    return engine.lanes();
  }

  /**
   * Opens a clip.
   *
   * @param height of its frames, at least 1; any size will do
   * @param width of its frames, at least 1
   * @param padding what stands for frames beyond the clip's ends
   * @param warnings is given sentences that the user should read
   * @throws EdvrException if a weight is missing (MODEL), or memory can't suffice (MEMORY)
   */
  public RestorationStream open(int height, int width, Padding padding, Consumer<String> warnings) {
    FrameBorder border = new FrameBorder(height, width, config().sizeMultiple());
    requireMemory(border);
    EdvrStages stages =
        new EdvrStages(engine, edvr, weights, border.paddedHeight(), border.paddedWidth());
    return new RestorationStream(stages, border, padding, warnings);
  }

  /** Better said at once than after the first minutes. */
  private void requireMemory(FrameBorder border) {
    long needed = Cost.of(config(), border.paddedHeight(), border.paddedWidth()).peakBytes();
    long given = Runtime.getRuntime().maxMemory();
    if (needed > given) {
      throw new EdvrException(
          EdvrException.Category.MEMORY,
          String.format(
              Locale.ROOT,
              "frames of %dx%d take %.1f GB of memory with this model, and Java may use %.1f GB;"
                  + " restore smaller frames, or let Java use more with -Xmx",
              border.width(),
              border.height(),
              needed / 1e9,
              given / 1e9));
    }
  }

  @Override
  public void close() {
    engine.close();
  }
}
