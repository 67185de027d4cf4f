package io.github.edvr4j.cli;

import io.github.edvr4j.video.RestoreJob;
import java.time.Duration;
import java.util.Optional;

/** Lets a job put away what is unfinished when the user presses Ctrl-C. */
final class CancelOnInterrupt implements AutoCloseable {

  /** What has become of the work. */
  @FunctionalInterface
  interface Outcome {
    /**
     * @param complete whether the last job was done
     * @return what to say of it, if anything
     */
    Optional<String> of(boolean complete);
  }

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Progress progress;
  private final Console console;
  private final Outcome outcome;
  private final OnInterrupt onInterrupt;
  private Optional<RestoreJob> job = Optional.empty();
  private boolean interrupted;

  /**
   * From here on, an interrupt is answered.
   *
   * @param outcome is asked when the last job has ended
   */
  CancelOnInterrupt(Progress progress, Console console, Outcome outcome) {
    this.progress = progress;
    this.console = console;
    this.outcome = outcome;
    onInterrupt = new OnInterrupt(this::interrupt);
  }

  /** Cancels this job if the JVM is told to end, or has been, and waits for it. */
  synchronized void cancels(RestoreJob started) {
    job = Optional.of(started);
    if (interrupted) {
      started.cancel();
    }
  }

  private void interrupt() {
    boolean complete = cancel().map(CancelOnInterrupt::awaitOutput).orElse(false);
    progress.close();
    outcome.of(complete).ifPresent(said -> console.say("interrupted, " + said));
  }

  private synchronized Optional<RestoreJob> cancel() {
    interrupted = true;
    job.ifPresent(RestoreJob::cancel);
    return job;
  }

  private static boolean awaitOutput(RestoreJob job) {
    try {
      return job.awaitOutput(PATIENCE);
    } catch (InterruptedException e) {
      return false;
    }
  }

  @Override
  public void close() {
    onInterrupt.close();
  }
}
