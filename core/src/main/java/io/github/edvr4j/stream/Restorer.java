package io.github.edvr4j.stream;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.engine.EdvrStages;
import io.github.edvr4j.engine.Engine;
import io.github.edvr4j.engine.Stage;
import io.github.edvr4j.engine.WorkListener;
import io.github.edvr4j.model.Edvr;
import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.ops.Weights;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Restores clips with one network: the way in for programs that have frames and want better ones.
 */
public final class Restorer implements AutoCloseable {

  private final Edvr edvr;
  private final FiniteWeights weights;
  private final Engine engine;

  /**
   * @param weights the network's parameters, such as those of an {@code EdvrCheckpoint}
   * @param threads how many threads compute, at least 1
   */
  public Restorer(EdvrConfig config, Weights weights, int threads) {
    edvr = new Edvr(config);
    this.weights = new FiniteWeights(weights);
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
   * Finds out how frames of a size can be restored; computes nothing.
   *
   * @param height of the frames, at least 1; any size will do
   * @param width of the frames, at least 1
   * @throws EdvrException (MEMORY) if memory can't suffice
   */
  public StreamPlan plan(int height, int width, StreamOptions options) {
    return StreamPlan.of(config(), height, width, options);
  }

  /**
   * Opens a clip.
   *
   * @param plan of this restorer
   * @param warnings is given sentences that the user should read
   * @throws EdvrException (MODEL) if a weight is missing, or isn't finite and the plan is strict
   */
  public FrameStream open(StreamPlan plan, Consumer<String> warnings) {
    return open(plan, warnings, stage -> WorkListener.NONE);
  }

  /**
   * Opens a clip whose computing is watched.
   *
   * @param plan of this restorer
   * @param warnings is given sentences that the user should read
   * @param work who watches each stage
   * @throws EdvrException (MODEL) if a weight is missing, or isn't finite and the plan is strict
   */
  public FrameStream open(
      StreamPlan plan, Consumer<String> warnings, Function<Stage, WorkListener> work) {
    return new RestorationStream(plan, stages(plan, warnings, work), warnings);
  }

  /**
   * Opens a clip twice, to see what its neighbors are worth: the two streams differ in nothing but
   * where the frames of a window come from, and share the memory in which they compute. One thread
   * at a time uses both.
   *
   * @param plan of this restorer
   * @param warnings is given sentences that the user should read
   * @throws EdvrException (MODEL) if a weight is missing, or isn't finite and the plan is strict
   */
  public WindowAndCopies openWithCopies(StreamPlan plan, Consumer<String> warnings) {
    EdvrStages stages = stages(plan, warnings, stage -> WorkListener.NONE);
    return new WindowAndCopies(
        new RestorationStream(plan, stages, warnings),
        new Copies(
            new RestorationStream(
                plan.ofCopies(),
                stages,
                warning -> warnings.accept("from copies of one frame: " + warning))));
  }

  private EdvrStages stages(
      StreamPlan plan, Consumer<String> warnings, Function<Stage, WorkListener> work) {
    EdvrStages stages =
        new EdvrStages(engine, edvr, weights, plan.tileHeight(), plan.tileWidth(), work);
    weights.damage().ifPresent(damage -> tell(damage, plan, warnings));
    return stages;
  }

  private static void tell(String damage, StreamPlan plan, Consumer<String> warnings) {
    if (plan.strict()) {
      throw new EdvrException(Category.MODEL, damage);
    }
    warnings.accept(damage);
  }

  @Override
  public void close() {
    engine.close();
  }
}
