package io.github.edvr4j.engine;

import io.github.edvr4j.model.Edvr;
import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.model.Pyramid;
import io.github.edvr4j.ops.Ops;
import io.github.edvr4j.ops.Weights;
import io.github.edvr4j.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The stages of an EDVR on the engine, for frames of one size. What depends on one frame only is
 * computed once per frame: its features, and of the convolutions that look at neighbour and
 * reference together the half that looks at this frame ({@link FrameSplit}).
 *
 * <p>Frames are arrays of (H, W, 3), RGB, nominally in [0, 1]. One thread at a time.
 */
public final class EdvrStages {

  private final EdvrConfig config;
  private final Plan features;
  private final Plan neighbourHalves;
  private final Plan referenceHalves;
  private final Plan align;
  private final Plan fuse;
  private final Plan reconstruct;
  private final List<float[]> references;
  private final List<float[]> aligned;
  private final List<float[]> fused;

  /**
   * @param height of the frames, a multiple of {@link EdvrConfig#sizeMultiple}
   * @param width of the frames, likewise
   * @throws IllegalArgumentException if the size is no such multiple
   * @throws io.github.edvr4j.EdvrException if a weight is missing, or memory doesn't suffice
   */
  public EdvrStages(Engine engine, Edvr edvr, Weights weights, int height, int width) {
    config = edvr.config();
    if (height % config.sizeMultiple() != 0 || width % config.sizeMultiple() != 0) {
      throw new IllegalArgumentException(
          "height and width must be multiples of %d, got %dx%d"
              .formatted(config.sizeMultiple(), height, width));
    }
    PackedWeights packed = engine.packed(weights);
    Shape frame = Shape.of(3, height, width);
    features = engine.plan(Rewrite.all(trace(new Features(edvr), List.of(frame))), packed);

    List<Shape> pyramid = features.outputs();
    List<Shape> pair = new ArrayList<>(pyramid);
    pair.addAll(pyramid);
    FrameSplit split = FrameSplit.of(trace(new Align(edvr), pair), pyramid.size());
    neighbourHalves = engine.plan(Rewrite.all(split.first()), packed);
    referenceHalves = engine.plan(Rewrite.all(split.second()), packed);
    align = engine.plan(Rewrite.all(split.pair()), packed);

    Shape level = pyramid.getFirst();
    fuse =
        engine.plan(
            Rewrite.all(trace(new Fuse(edvr), Collections.nCopies(config.frames(), level))),
            packed);
    reconstruct =
        engine.plan(Rewrite.all(trace(new Reconstruct(edvr), List.of(level, frame))), packed);

    references = Rows.of(referenceHalves.outputs());
    aligned = Rows.of(Collections.nCopies(config.frames(), level));
    fused = Rows.of(fuse.outputs());
  }

  /** Probes on offsets stand before the parts of convolutions, so they are taken away first. */
  private static Graph trace(Network network, List<Shape> inputs) {
    Graph graph = Tracer.trace(network, inputs);
    for (Rewrite rewrite : List.of(new WatchOffsets(), new DropProbes(), new ConvOfParts())) {
      graph = rewrite.apply(graph);
    }
    return graph;
  }

  public EdvrConfig config() {
    return config;
  }

  /** Shape of a restored frame, (1, 3, H', W'). */
  public Shape output() {
    return reconstruct.outputs().getFirst();
  }

  /** Memory for the features of one frame. */
  public FrameFeatures allocate() {
    return new FrameFeatures(Rows.of(features.outputs()), Rows.of(neighbourHalves.outputs()));
  }

  /** Computes the features of one frame. */
  public void features(float[] frame, FrameFeatures into) {
    features.run(List.of(frame), into.pyramid(), ProbeListener.NONE);
    neighbourHalves.run(into.pyramid(), into.neighbourHalves(), ProbeListener.NONE);
  }

  /**
   * Restores the centre frame of a window.
   *
   * @param window features of {@link EdvrConfig#frames} frames in time order; one may occur again
   * @param centre the centre frame itself
   * @param restored gets (H', W', 3), not clamped
   * @param probes is told the mean |offset| of every deformable convolution for each neighbour
   */
  public void restore(
      List<FrameFeatures> window, float[] centre, float[] restored, ProbeListener probes) {
    FrameFeatures reference = window.get(config.centre());
    referenceHalves.run(reference.pyramid(), references, ProbeListener.NONE);
    for (int t = 0; t < window.size(); t++) {
      FrameFeatures neighbour = window.get(t);
      List<float[]> pyramids = Rows.joined(neighbour.pyramid(), reference.pyramid());
      List<float[]> halves = Rows.joined(neighbour.neighbourHalves(), references);
      align.run(Rows.joined(pyramids, halves), aligned.subList(t, t + 1), probes);
    }
    fuse.run(aligned, fused, ProbeListener.NONE);
    reconstruct.run(List.of(fused.getFirst(), centre), List.of(restored), ProbeListener.NONE);
  }

  /**
   * Bytes that restoring takes: the features of a window, what the stages keep, and their working
   * memory; the packed weights and the frames themselves are not counted.
   */
  public long bytes() {
    long window = config.frames() * (bytes(features) + bytes(neighbourHalves));
    long kept =
        bytes(referenceHalves) + (config.frames() + 1L) * 4 * fuse.outputs().getFirst().elements();
    long working = 0;
    for (Plan plan :
        List.of(features, neighbourHalves, referenceHalves, align, fuse, reconstruct)) {
      working = Math.max(working, plan.workingBytes());
    }
    return window + kept + working;
  }

  private static long bytes(Plan plan) {
    return plan.outputs().stream().mapToLong(shape -> 4L * shape.elements()).sum();
  }

  private record Features(Edvr edvr) implements Network {
    @Override
    public <T> List<T> apply(Ops<T> ops, List<T> inputs) {
      Pyramid<T> pyramid = edvr.features(ops, inputs.getFirst());
      return List.of(pyramid.l1(), pyramid.l2(), pyramid.l3());
    }
  }

  private record Align(Edvr edvr) implements Network {
    @Override
    public <T> List<T> apply(Ops<T> ops, List<T> x) {
      return List.of(
          edvr.align(
              ops,
              new Pyramid<>(x.get(0), x.get(1), x.get(2)),
              new Pyramid<>(x.get(3), x.get(4), x.get(5))));
    }
  }

  private record Fuse(Edvr edvr) implements Network {
    @Override
    public <T> List<T> apply(Ops<T> ops, List<T> aligned) {
      return List.of(edvr.fuse(ops, aligned));
    }
  }

  private record Reconstruct(Edvr edvr) implements Network {
    @Override
    public <T> List<T> apply(Ops<T> ops, List<T> inputs) {
      return List.of(edvr.reconstruct(ops, inputs.get(0), inputs.get(1)));
    }
  }
}
