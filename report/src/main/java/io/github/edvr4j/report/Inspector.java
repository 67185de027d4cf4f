package io.github.edvr4j.report;

import io.github.edvr4j.alignment.Field;
import io.github.edvr4j.alignment.WatchedAlignment;
import io.github.edvr4j.alignment.WatchedStage;
import io.github.edvr4j.alignment.WatchedStage.Values;
import io.github.edvr4j.engine.Engine;
import io.github.edvr4j.engine.Stage;
import io.github.edvr4j.model.Edvr;
import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.ops.Weights;
import io.github.edvr4j.tensor.Shape;
import java.util.Collections;
import java.util.List;

/**
 * Runs the network's stages on frames of one size and gives out what it computes on the way: the
 * engine computes, so that what is shown is what restoring does.
 */
final class Inspector implements AutoCloseable {

  private final EdvrConfig config;
  private final Engine engine;
  private final WatchedAlignment alignment;
  private final WatchedStage fuse;
  private final WatchedStage reconstruct;

  /**
   * @param height of the frames, a multiple of {@link EdvrConfig#sizeMultiple}
   * @param width of the frames, likewise
   * @throws io.github.edvr4j.EdvrException if a weight is missing, or memory doesn't suffice
   */
  Inspector(EdvrConfig config, Weights weights, int threads, int height, int width) {
    this.config = config;
    engine = new Engine(threads);
    Edvr edvr = new Edvr(config);
    Shape frame = Shape.of(3, height, width);
    alignment = new WatchedAlignment(engine, edvr, weights, height, width);
    Shape level = alignment.level1();
    List<Shape> aligned = Collections.nCopies(config.frames(), level);
    fuse = new WatchedStage(engine, weights, Stage.FUSE.of(edvr), aligned);
    reconstruct =
        new WatchedStage(engine, weights, Stage.RECONSTRUCT.of(edvr), List.of(level, frame));
  }

  EdvrConfig config() {
    return config;
  }

  /** Levels 1 to 3 of a frame of 3 channels. */
  List<Field> features(Field frame) {
    return alignment.features(frame);
  }

  /** The neighbour's features on the reference's; named are the layers' offsets and masks. */
  Values align(List<Field> neighbour, List<Field> reference) {
    return alignment.align(neighbour, reference);
  }

  /** The aligned frames of a window made one; named are the attention's weights. */
  Values fuse(List<Field> aligned) {
    return fuse.run(aligned);
  }

  /** The restored frame, not clamped. */
  Field reconstruct(Field fused, Field frame) {
    return reconstruct.run(List.of(fused, frame)).results().getFirst();
  }

  /**
   * The restored frame where all frames of the window are copies of it: aligned, each of them is
   * what the frame is.
   *
   * @param aligned the frame's features, aligned with themselves
   */
  Field ofCopies(Field aligned, Field frame) {
    Values fused = fuse(Collections.nCopies(config.frames(), aligned));
    return reconstruct(fused.results().getFirst(), frame);
  }

  @Override
  public void close() {
    engine.close();
  }
}
