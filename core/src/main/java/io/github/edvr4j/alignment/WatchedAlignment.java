package io.github.edvr4j.alignment;

import io.github.edvr4j.alignment.WatchedStage.Values;
import io.github.edvr4j.engine.Engine;
import io.github.edvr4j.engine.Stage;
import io.github.edvr4j.model.Edvr;
import io.github.edvr4j.ops.Weights;
import io.github.edvr4j.tensor.Shape;
import java.util.List;
import java.util.stream.Stream;

/**
 * The network's alignment of frames of one size, with its offsets and masks: the engine computes,
 * so that what is seen is what restoring does. One thread at a time.
 */
public final class WatchedAlignment {

  private final int groups;
  private final WatchedStage features;
  private final WatchedStage align;

  /**
   * @param height of the frames, a multiple of the network's {@code sizeMultiple}
   * @param width of the frames, likewise
   * @throws io.github.edvr4j.EdvrException if a weight is missing, or memory doesn't suffice
   */
  public WatchedAlignment(Engine engine, Edvr edvr, Weights weights, int height, int width) {
    groups = edvr.config().deformableGroups();
    Shape frame = Shape.of(3, height, width);
    features = new WatchedStage(engine, weights, Stage.FEATURES.of(edvr), List.of(frame));
    List<Shape> pyramid = features.results();
    align = new WatchedStage(engine, weights, Stage.ALIGN.of(edvr), joined(pyramid, pyramid));
  }

  /** The shape of a frame's features at level 1, which is that of what is aligned. */
  public Shape level1() {
    return features.results().getFirst();
  }

  /** Levels 1 to 3 of a frame of 3 channels. */
  public List<Field> features(Field frame) {
    return features.run(List.of(frame)).results();
  }

  /** The neighbor's features on the reference's; named are the layers' offsets and masks. */
  public Values align(List<Field> neighbor, List<Field> reference) {
    return align.run(joined(neighbor, reference));
  }

  /** The layers that align a neighbor, in the order of computing. */
  public List<Layer> layers(List<Field> neighbor, List<Field> reference) {
    return Layer.of(align(neighbor, reference), groups);
  }

  private static <T> List<T> joined(List<T> first, List<T> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }
}
