package io.github.edvr4j.engine;

import io.github.edvr4j.model.Edvr;
import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.ops.Weights;
import io.github.edvr4j.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

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
    this(engine, edvr, weights, height, width, stage -> WorkListener.NONE);
  }

  /**
   * Stages that are watched.
   *
   * @param height of the frames, a multiple of {@link EdvrConfig#sizeMultiple}
   * @param width of the frames, likewise
   * @param work who watches each stage
   * @throws IllegalArgumentException if the size is no such multiple
   * @throws io.github.edvr4j.EdvrException if a weight is missing, or memory doesn't suffice
   */
  public EdvrStages(
      Engine engine,
      Edvr edvr,
      Weights weights,
      int height,
      int width,
      Function<Stage, WorkListener> work) {
    config = edvr.config();
    StageGraphs graphs = StageGraphs.of(edvr, height, width);
    PackedWeights packed = engine.packed(weights);
    features = engine.plan(graphs.features(), packed, work.apply(Stage.FEATURES));
    neighbourHalves = engine.plan(graphs.neighbourHalves(), packed, work.apply(Stage.ALIGN));
    referenceHalves = engine.plan(graphs.referenceHalves(), packed, work.apply(Stage.ALIGN));
    align = engine.plan(graphs.align(), packed, work.apply(Stage.ALIGN));
    fuse = engine.plan(graphs.fuse(), packed, work.apply(Stage.FUSE));
    reconstruct = engine.plan(graphs.reconstruct(), packed, work.apply(Stage.RECONSTRUCT));
    references = Rows.of(referenceHalves.outputs());
    aligned = Rows.of(Collections.nCopies(config.frames(), features.outputs().getFirst()));
    fused = Rows.of(fuse.outputs());
  }

  /** What the network was made from. */
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

  /**
   * Computes the features of one frame.
   *
   * @param frame (H, W, 3)
   * @throws IllegalArgumentException if the frame is of another size
   */
  public void features(float[] frame, FrameFeatures into) {
    require(frame.length == features.inputs().getFirst().elements(), "frame", frame.length);
    features.run(List.of(frame), into.pyramid(), ProbeListener.NONE);
    neighbourHalves.run(into.pyramid(), into.neighbourHalves(), ProbeListener.NONE);
  }

  /**
   * Restores the centre frame of a window.
   *
   * @param window features of {@link EdvrConfig#frames} frames in time order; one that occurs again
   *     is aligned once
   * @param centre the centre frame itself
   * @param restored gets (H', W', 3), not clamped
   * @param probes is told the mean |offset| of every deformable convolution for each frame that is
   *     aligned
   * @throws IllegalArgumentException if the window or an array is of another size
   */
  public void restore(
      List<FrameFeatures> window, float[] centre, float[] restored, ProbeListener probes) {
    require(window.size() == config.frames(), "window", window.size());
    require(centre.length == features.inputs().getFirst().elements(), "frame", centre.length);
    require(restored.length == output().elements(), "restored frame", restored.length);
    FrameFeatures reference = window.get(config.centre());
    referenceHalves.run(reference.pyramid(), references, ProbeListener.NONE);
    List<float[]> onReference = new ArrayList<>();
    for (int t = 0; t < window.size(); t++) {
      FrameFeatures neighbour = window.get(t);
      int first = first(neighbour, window);
      if (first == t) {
        List<float[]> pyramids = Rows.joined(neighbour.pyramid(), reference.pyramid());
        List<float[]> halves = Rows.joined(neighbour.neighbourHalves(), references);
        align.run(Rows.joined(pyramids, halves), aligned.subList(t, t + 1), probes);
      }
      onReference.add(aligned.get(first));
    }
    fuse.run(onReference, fused, ProbeListener.NONE);
    reconstruct.run(List.of(fused.getFirst(), centre), List.of(restored), ProbeListener.NONE);
  }

  /** Where a frame stands first in a window. */
  private static int first(FrameFeatures frame, List<FrameFeatures> window) {
    int first = 0;
    while (window.get(first) != frame) {
      first++;
    }
    return first;
  }

  /**
   * Where numbers that are not finite came up in the last {@link #restore}: the first stage that
   * gave some.
   *
   * @param window of that call, whose restored frame is known to hold such numbers
   */
  public NonFinite firstNonFinite(List<FrameFeatures> window) {
    for (int t = 0; t < window.size(); t++) {
      if (!Finite.all(window.get(t).pyramid())) {
        return new NonFinite(Stage.FEATURES, t);
      }
    }
    for (int t = 0; t < window.size(); t++) {
      int first = first(window.get(t), window);
      if (!Finite.all(window.get(t).neighbourHalves())
          || !Finite.all(aligned.subList(first, first + 1))) {
        return new NonFinite(Stage.ALIGN, t);
      }
    }
    return new NonFinite(Finite.all(fused) ? Stage.RECONSTRUCT : Stage.FUSE, config.centre());
  }

  private static void require(boolean fits, String what, int size) {
    if (!fits) {
      throw new IllegalArgumentException("these stages take no %s of %d".formatted(what, size));
    }
  }
}
