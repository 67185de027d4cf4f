package io.github.edvr4j.train.log;

import io.github.edvr4j.train.loop.TrainingListener;
import java.nio.file.Path;
import java.util.Optional;

/** All that a run writes down about itself: its log, and events for TensorBoard. */
public final class RunRecords implements AutoCloseable {

  private final RunLog log;
  private final Optional<TensorBoardEvents> events;
  private final TrainingListener listener;

  private RunRecords(RunLog log, Optional<TensorBoardEvents> events, long every) {
    this.log = log;
    this.events = events;
    TrainingListeners both = new TrainingListeners();
    both.add(log);
    events.ifPresent(both::add);
    listener = new PrintedSteps(every, both);
  }

  /**
   * @param run the folder of the run
   * @param events the folder for TensorBoard; empty for none
   * @param iteration that the training goes on after, 0 for a new one
   * @param every how many steps are written down together
   * @throws io.github.edvr4j.EdvrException (OUTPUT) if nothing can be written there, (INPUT) if
   *     there is something else instead of a log
   */
  public static RunRecords open(Path run, Optional<Path> events, long iteration, long every) {
    RunLog log = RunLog.open(run, iteration);
    try {
      return new RunRecords(
          log, events.map(folder -> TensorBoardEvents.open(folder, iteration)), every);
    } catch (RuntimeException e) {
      log.close();
      throw e;
    }
  }

  /** What has to be told of the training. */
  public TrainingListener listener() {
    return listener;
  }

  @Override
  public void close() {
    events.ifPresent(TensorBoardEvents::close);
    log.close();
  }
}
