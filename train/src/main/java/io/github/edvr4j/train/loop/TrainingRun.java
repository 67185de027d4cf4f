package io.github.edvr4j.train.loop;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.files.FolderLock;
import io.github.edvr4j.ops.Weights;
import io.github.edvr4j.train.data.Prefetcher;
import io.github.edvr4j.train.data.Samples;
import io.github.edvr4j.train.loop.StabilityGuard.Memory;
import io.github.edvr4j.train.loop.TrainingState.Resumed;
import io.github.edvr4j.train.options.PathOptions;
import io.github.edvr4j.train.options.Section;
import io.github.edvr4j.train.options.TrainingOptions;
import io.github.edvr4j.train.torch.OfficialInitialisation;
import io.github.edvr4j.train.torch.TorchDevice;
import io.github.edvr4j.train.torch.TorchNetwork;
import io.github.edvr4j.train.validation.Validation;
import io.github.edvr4j.weights.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A training as an option file describes it, from where it begins or is taken up again to its end.
 */
public final class TrainingRun implements AutoCloseable {

  private final TrainingOptions options;
  private final TrainingListener listener;
  private final RunFolder folder;
  private final FolderLock lock;
  private final Learner learner;
  private final Resumed start;

  private TrainingRun(
      TrainingOptions options,
      TrainingListener listener,
      RunFolder folder,
      FolderLock lock,
      Learner learner,
      Resumed start) {
    this.options = options;
    this.listener = listener;
    this.folder = folder;
    this.lock = lock;
    this.learner = learner;
    this.start = start;
  }

  /** The folder that a training of these options has. */
  public static RunFolder folder(TrainingOptions options) {
    return new RunFolder(options.path().experiments().resolve(options.name()));
  }

  /**
   * Makes the network, and takes an earlier training up again if the options say so.
   *
   * @param listener is told what is odd about the options, and of the training later on
   * @throws EdvrException (USAGE) if the folder holds a training already that is not to be gone on
   *     with, or later states than the one to go on from, or another training runs there, or there
   *     is no such device; (MODEL) if a model file or state cannot be read or does not fit;
   *     (OUTPUT) if the folder cannot be made
   */
  public static TrainingRun open(
      TrainingOptions options, TorchDevice device, TrainingListener listener) {
    FolderLock lock = folder(options).lock();
    try {
      return open(options, device, listener, lock);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static TrainingRun open(
      TrainingOptions options, TorchDevice device, TrainingListener listener, FolderLock lock) {
    RunFolder folder = folder(options);
    Optional<Path> file = stateToResume(options.path(), folder);
    Optional<Checkpoint> state = file.map(path -> open(path, folder));
    options.remarks().forEach(listener::warning);
    Weights weights =
        state.isPresent()
            ? OfficialInitialisation.of(options.network(), options.seed())
            : StartingWeights.of(options, listener::warning);
    TorchNetwork network = TorchNetwork.of(options.network(), weights, device);
    Learner learner = Learner.of(network, device, options.train());
    try {
      Order order = Order.of(options);
      Resumed start =
          state
              .map(read -> TrainingState.restore(file.orElseThrow(), read, learner, order))
              .orElse(new Resumed(Position.START, order, Recoveries.NONE, Memory.NONE));
      remarksOn(start, order).forEach(listener::warning);
      return new TrainingRun(options, listener, folder, lock, learner, start);
    } catch (RuntimeException e) {
      learner.close();
      throw e;
    }
  }

  /** The newest of the run comes first, as in BasicSR: the other is what the run began with. */
  private static Optional<Path> stateToResume(PathOptions path, RunFolder folder) {
    Optional<Path> newest = folder.newestState();
    if (newest.isPresent() && path.resumeNewest()) {
      return newest;
    }
    Optional<Path> named = path.resume();
    if (named.isPresent() && !Files.isRegularFile(named.get())) {
      throw new EdvrException(Category.USAGE, "there is no training state " + named.get());
    }
    if (newest.isPresent() && !named.map(file -> isSame(file, newest.get())).orElse(false)) {
      throw new EdvrException(
          Category.USAGE,
          "%s holds a training already, up to %s: --resume (path:auto_resume=true) goes on with it, --fresh begins anew and keeps it under another name%s"
              .formatted(
                  folder.root(),
                  newest.get().getFileName(),
                  named
                      .map(file -> "; to go on from %s, move the later states away".formatted(file))
                      .orElse("")));
    }
    return named;
  }

  private static boolean isSame(Path one, Path other) {
    try {
      return Files.isSameFile(one, other);
    } catch (IOException e) {
      return false;
    }
  }

  private static Checkpoint open(Path file, RunFolder folder) {
    try {
      return TrainingState.open(file);
    } catch (EdvrException e) {
      Optional<Path> older = folder.stateBefore(file);
      if (older.isEmpty()) {
        throw e;
      }
      throw new EdvrException(
          e.category(),
          "%s; there is an older state, %s: to try that, move the newer one away and resume again"
              .formatted(e.getMessage(), older.get()),
          e);
    }
  }

  private static List<String> remarksOn(Resumed start, Order order) {
    List<String> remarks = new ArrayList<>(start.order().differences(order));
    Recoveries recoveries = start.recoveries();
    if (recoveries.lowered()) {
      remarks.add(
          "learning rate x%.3g by the guard, that of the deformable convolutions x%.3g"
              .formatted(recoveries.rate(), recoveries.rate() * recoveries.deformableRate()));
    }
    return remarks;
  }

  /** The step after which this begins: 0, or the one that the state was saved after. */
  public long iteration() {
    return start.position().iteration();
  }

  /** The folder that the training leaves behind. */
  public RunFolder folder() {
    return folder;
  }

  /**
   * Trains until the end, or until it is told to stop; either way the state is saved. To be called
   * once.
   *
   * @param samples what to learn from
   * @param validation how good the network is; empty for not to be measured
   * @param stop is asked after each step
   * @throws EdvrException (MODEL) if the training goes astray too often, (INPUT) if the data cannot
   *     be read, (OUTPUT) if something cannot be saved
   */
  public void train(Samples samples, Optional<Validation> validation, BooleanSupplier stop) {
    folder.create();
    try (Prefetcher batches =
        Prefetcher.of(samples, options.batch(), options.trainData(), start.position().batch())) {
      Section.remarkOnUnread(List.of(options.all())).ifPresent(listener::warning);
      new Trainer(options, learner, folder, validation, listener, start).train(batches, stop);
    }
  }

  @Override
  public void close() {
    learner.close();
    lock.close();
  }
}
