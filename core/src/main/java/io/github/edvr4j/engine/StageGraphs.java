package io.github.edvr4j.engine;

import io.github.edvr4j.model.Edvr;
import io.github.edvr4j.tensor.Shape;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * The stages of an EDVR as graphs, for frames of one size, rewritten. The alignment is split
 * ({@link FrameSplit}) into what depends on the neighbour, on the reference, and on both.
 */
record StageGraphs(
    Graph features,
    Graph neighbourHalves,
    Graph referenceHalves,
    Graph align,
    Graph fuse,
    Graph reconstruct) {

  /**
   * @throws IllegalArgumentException if the size is not a multiple of what the network needs
   */
  static StageGraphs of(Edvr edvr, int height, int width) {
    int multiple = edvr.config().sizeMultiple();
    if (height % multiple != 0 || width % multiple != 0) {
      throw new IllegalArgumentException(
          "height and width must be multiples of %d, got %dx%d".formatted(multiple, height, width));
    }
    Shape frame = Shape.of(3, height, width);
    Graph features = Rewrite.all(Tracer.trace(Stage.FEATURES.of(edvr), List.of(frame)));
    List<Shape> pyramid = shapes(features);

    Graph align = Tracer.trace(Stage.ALIGN.of(edvr), concat(pyramid, pyramid));
    // The parts of the convolutions must be known before they can be split.
    for (Rewrite rewrite : List.of(new WatchOffsets(), new DropProbes(), new ConvOfParts())) {
      align = rewrite.apply(align);
    }
    FrameSplit split = FrameSplit.of(align, pyramid.size());

    Shape level = pyramid.getFirst();
    List<Shape> aligned = Collections.nCopies(edvr.config().frames(), level);
    return new StageGraphs(
        features,
        Rewrite.all(split.first()),
        Rewrite.all(split.second()),
        Rewrite.all(split.pair()),
        Rewrite.all(Tracer.trace(Stage.FUSE.of(edvr), aligned)),
        Rewrite.all(Tracer.trace(Stage.RECONSTRUCT.of(edvr), List.of(level, frame))));
  }

  private static List<Shape> shapes(Graph graph) {
    return graph.outputs().stream().map(id -> graph.node(id).shape()).toList();
  }

  private static List<Shape> concat(List<Shape> first, List<Shape> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }
}
