package io.github.edvr4j.train.loop;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.ops.Weights;
import io.github.edvr4j.train.data.Prefetcher;
import io.github.edvr4j.train.data.Samples;
import io.github.edvr4j.train.loop.TrainingState.Resumed;
import io.github.edvr4j.train.options.PathOptions;
import io.github.edvr4j.train.options.Section;
import io.github.edvr4j.train.options.TrainingOptions;
import io.github.edvr4j.train.torch.OfficialInitialisation;
import io.github.edvr4j.train.torch.TorchDevice;
import io.github.edvr4j.train.torch.TorchNetwork;
import io.github.edvr4j.train.validation.Validation;
import java.nio.file.Files;
import java.nio.file.Path;
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
  private final Learner learner;
  private final Resumed start;

  private TrainingRun(
      TrainingOptions options,
      TrainingListener listener,
      RunFolder folder,
      Learner learner,
      Resumed start) {
    this.options = options;
    this.listener = listener;
    this.folder = folder;
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
   *     with, or there is no such device; (MODEL) if a model file or state cannot be read or does
   *     not fit
   */
  public static TrainingRun open(
      TrainingOptions options, TorchDevice device, TrainingListener listener) {
    RunFolder folder = folder(options);
    Optional<Path> state = stateToResume(options.path(), folder);
    options.remarks().forEach(listener::warning);
    Weights weights =
        state.isPresent()
            ? OfficialInitialisation.of(options.network(), options.seed())
            : StartingWeights.of(options, listener::warning);
    TorchNetwork network = TorchNetwork.of(options.network(), weights, device);
    Learner learner = new Learner(network, device, options.train());
    try {
      Resumed start =
          state
              .map(file -> TrainingState.read(file, learner))
              .orElse(new Resumed(new Progress(0, 0), Recoveries.NONE));
      return new TrainingRun(options, listener, folder, learner, start);
    } catch (RuntimeException e) {
      learner.close();
      throw e;
    }
  }

  private static Optional<Path> stateToResume(PathOptions path, RunFolder folder) {
    if (path.resume().isPresent()) {
      if (!Files.isRegularFile(path.resume().get())) {
        throw new EdvrException(
            Category.USAGE, "there is no training state " + path.resume().get());
      }
      return path.resume();
    }
    Optional<Path> newest = folder.newestState();
    if (newest.isPresent() && !path.resumeNewest()) {
      throw new EdvrException(
          Category.USAGE,
          "%s holds a training already: go on with it (path:auto_resume=true), or give this one another name"
              .formatted(folder.root()));
    }
    return newest;
  }

  /** The step after which this begins: 0, or the one that the state was saved after. */
  public long iteration() {
    return start.progress().iteration();
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
        Prefetcher.of(samples, options.batch(), options.trainData(), start.progress().batch())) {
      Section.remarkOnUnread(List.of(options.all())).ifPresent(listener::warning);
      new Trainer(options, learner, folder, validation, listener, start).train(batches, stop);
    }
  }

  @Override
  public void close() {
    learner.close();
  }
}
