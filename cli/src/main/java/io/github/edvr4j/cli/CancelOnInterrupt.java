package io.github.edvr4j.cli;

import io.github.edvr4j.video.RestoreJob;
import java.time.Duration;

/** Lets a job remove its unfinished output when the user presses Ctrl-C. */
final class CancelOnInterrupt implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final OnInterrupt hook;

  private CancelOnInterrupt(OnInterrupt hook) {
    this.hook = hook;
  }

  /**
   * Cancels the job if the JVM is told to end before this is closed, and waits for it.
   *
   * @param outcome what to say of the output of a job that was cancelled
   */
  static CancelOnInterrupt of(
      RestoreJob job, Progress progress, Console console, String outcome) {
    return new CancelOnInterrupt(
        new OnInterrupt(
            () -> {
              job.cancel();
              boolean complete = awaitOutput(job);
              progress.close();
              if (!complete) {
                console.say("interrupted, " + outcome);
              }
            }));
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
    hook.close();
  }
}
