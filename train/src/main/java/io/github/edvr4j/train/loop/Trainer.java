package io.github.edvr4j.train.loop;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.train.data.Batch;
import io.github.edvr4j.train.data.Prefetcher;
import io.github.edvr4j.train.loop.Learner.Findings;
import io.github.edvr4j.train.loop.ParameterGroup.Part;
import io.github.edvr4j.train.loop.StabilityGuard.Finding;
import io.github.edvr4j.train.loop.StabilityGuard.Memory;
import io.github.edvr4j.train.loop.StabilityGuard.Trouble;
import io.github.edvr4j.train.loop.TrainingState.Resumed;
import io.github.edvr4j.train.options.TrainOptions;
import io.github.edvr4j.train.options.TrainingOptions;
import io.github.edvr4j.train.validation.Validation;
import io.github.edvr4j.weights.Dtype;
import io.github.edvr4j.weights.PthWriter;
import io.github.edvr4j.weights.StateDict;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.BooleanSupplier;

/** The steps of a training, one after another. */
final class Trainer {

  private final TrainingOptions options;
  private final TrainOptions train;
  private final Learner learner;
  private final RunFolder folder;
  private final Optional<Validation> validation;
  private final TrainingListener listener;
  private final StabilityGuard guard;
  private final Pace pace = new Pace();
  private final ProcessorTime processorTime;
  private long iteration;
  private long batch;
  private Recoveries recoveries;
  private boolean saved = true;
  private boolean changing;

  Trainer(
      TrainingOptions options,
      Learner learner,
      RunFolder folder,
      Optional<Validation> validation,
      TrainingListener listener,
      Resumed start) {
    this.options = options;
    this.train = options.train();
    this.learner = learner;
    this.folder = folder;
    this.validation = validation;
    this.listener = listener;
    this.guard = new StabilityGuard(train.guard(), listener::warning);
    this.iteration = start.position().iteration();
    this.batch = start.position().batch();
    this.processorTime = new ProcessorTime(start.position().cpuSeconds());
    this.recoveries = start.recoveries();
    this.guard.remember(start.memory());
  }

  /**
   * Trains to the last step, or until it is told to stop; the state is saved in both cases, and as
   * far as possible where something fails too.
   *
   * @param batches from the one on that the position names
   * @param stop is asked after each step
   * @throws EdvrException (MODEL) if the training goes astray too often
   */
  void train(Prefetcher batches, BooleanSupplier stop) {
    try (GoodStates good = new GoodStates(learner, iteration, stepsBetweenGoodStates())) {
      steps(batches, stop, good);
    } catch (RuntimeException | OutOfMemoryError e) {
      rescue(e);
      throw e;
    }
    if (!saved) {
      save();
    }
  }

  /** A state that is younger than a trouble may be when it is found holds the trouble itself. */
  private int stepsBetweenGoodStates() {
    return Math.max(train.guard().snapshotEvery(), guard.patience());
  }

  private void steps(Prefetcher batches, BooleanSupplier stop, GoodStates good) {
    while (iteration < train.iterations() && !stop.getAsBoolean()) {
      Batch examples = batches.next();
      batch++;
      if (step(examples, batches, good)) {
        boolean last = iteration == train.iterations();
        if (last || isTurn(options.logger().saveEvery())) {
          save();
        }
        if (last || isTurn(options.validation().every())) {
          validate();
        }
      }
    }
  }

  /** Saves what would be lost, unless it is a network that is changed in part. */
  private void rescue(Throwable failure) {
    if (saved || changing) {
      return;
    }
    try {
      save();
    } catch (RuntimeException | OutOfMemoryError e) {
      failure.addSuppressed(e);
    }
  }

  private boolean isTurn(long every) {
    return every > 0 && iteration % every == 0;
  }

  /** Whether the step was taken, and not the training brought back. */
  private boolean step(Batch examples, Prefetcher batches, GoodStates good) {
    long next = iteration + 1;
    if (next == train.alignment().iterations() + 1) {
      // The losses of pixels begin here, and those of offsets don't compare with them.
      guard.remember(Memory.NONE);
    }
    learner.prepare(next);
    Findings findings = learner.look(examples, batch - 1, train.alignment().lesson(next));
    Optional<Finding> trouble = guard.check(findings);
    if (trouble.isPresent()) {
      recover(next, trouble.get(), good);
      return false;
    }
    double rate = train.rate(next) * recoveries.rate();
    changing = true;
    learner.update(
        findings,
        rate,
        train.deformableRate(next) * recoveries.rate() * recoveries.deformableRate());
    changing = false;
    iteration = next;
    saved = false;
    good.healthy(iteration);
    relax();
    listener.step(
        new StepReport(
            iteration,
            train.iterations(),
            findings.loss(),
            findings.plain(),
            rate,
            findings.gradientNorm(),
            findings.offsets(),
            findings.offsetErrors(),
            pace.step(examples.high().shape().n()),
            batches.waiting(),
            processorTime.seconds()));
    return true;
  }

  /** Back to where all was well, from where it goes on more slowly and with other examples. */
  private void recover(long at, Finding finding, GoodStates good) {
    iteration = good.restore();
    guard.restart();
    int earlier = recoveries.since(batch - train.guard().window());
    if (earlier >= train.guard().maxRecoveries()) {
      save();
      throw new EdvrException(
          Category.MODEL,
          ("the training went astray %d times in %,d steps, at last at step %d: %s. The weights of"
                  + " step %d, which were good, are saved. Use a lower train:optim_g:lr or a"
                  + " train:dcn_lr_mul below 1, let the rate rise slowly with train:warmup_iter,"
                  + " begin with a smaller or trained network (path:pretrain_network_g), and look"
                  + " for damaged examples in the data")
              .formatted(earlier + 1, train.guard().window(), at, finding.message(), iteration));
    }
    boolean atOnce = at - iteration <= guard.patience();
    recoveries =
        recoveries.with(
            batch,
            rateFactor(finding.trouble(), earlier, atOnce),
            finding.trouble() == Trouble.LOSS ? 1 : 0.5);
    listener.recovered(
        iteration,
        "at step %d %s; went back to step %d, learning rate now x%.3g, that of the deformable convolutions x%.3g"
            .formatted(
                at,
                finding.message(),
                iteration,
                recoveries.rate(),
                recoveries.rate() * recoveries.deformableRate()));
    saved = false;
    if (folder.holdsLaterThan(iteration)) {
      save();
    }
  }

  /**
   * A rate at which a good state is lost at once is far too high; halving it until the network
   * survives would end where it survives without learning.
   */
  private static double rateFactor(Trouble trouble, int earlier, boolean atOnce) {
    if (atOnce) {
      return Math.scalb(1.0, -5);
    }
    return trouble == Trouble.OFFSETS && earlier == 0 ? 1 : Math.scalb(1.0, -(earlier + 1));
  }

  /** A rate that was lowered for one bad stretch need not stay low for ever. */
  private void relax() {
    if (recoveries.lowered() && batch - recoveries.changed() >= train.guard().window()) {
      recoveries = recoveries.relaxed(batch);
      listener.warning(
          "step %d: %,d steps without trouble, so learning rate x%.3g again, that of the deformable convolutions x%.3g"
              .formatted(
                  iteration,
                  train.guard().window(),
                  recoveries.rate(),
                  recoveries.rate() * recoveries.deformableRate()));
    }
  }

  private void save() {
    SequencedMap<String, StateDict> sets = new LinkedHashMap<>();
    sets.put("params", weights(Part.VALUES));
    if (learner.averages()) {
      sets.put("params_ema", weights(Part.AVERAGE));
    }
    PthWriter.write(folder.model(iteration), sets, Dtype.FLOAT32);
    TrainingState.write(
        folder.state(iteration),
        learner,
        new Resumed(
            new Position(iteration, batch, processorTime.seconds()),
            Order.of(options),
            recoveries,
            guard.memory()));
    saved = true;
    folder.tidy(iteration, listener::warning);
    listener.saved(iteration, folder.model(iteration));
  }

  private StateDict weights(Part part) {
    return new StateDict("the training", learner.tensors(part, ""));
  }

  private void validate() {
    validation
        .flatMap(
            clips ->
                clips.run(
                    iteration,
                    learner.config(),
                    weights(learner.averages() ? Part.AVERAGE : Part.VALUES)))
        .ifPresent(listener::validated);
  }
}
