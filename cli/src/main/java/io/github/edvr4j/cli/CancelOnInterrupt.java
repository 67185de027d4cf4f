package io.github.edvr4j.cli;

import io.github.edvr4j.video.RestoreJob;
import java.time.Duration;

/** Lets a job remove its unfinished output when the user presses Ctrl-C. */
final class CancelOnInterrupt implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Thread hook;

  private CancelOnInterrupt(Thread hook) {
    this.hook = hook;
  }

  /**
   * Cancels the job if the JVM is told to end before this is closed, and waits for it.
   *
   * @param outcome what to say of the output of a job that was cancelled
   */
  static CancelOnInterrupt of(
      RestoreJob job, Progress progress, Console console, String outcome) {
    Thread hook =
        new Thread(
            () -> {
              job.cancel();
              boolean complete = awaitOutput(job);
              progress.close();
              if (!complete) {
                console.say("interrupted, " + outcome);
              }
            },
            "edvr-cancel");
    Runtime.getRuntime().addShutdownHook(hook);
    return new CancelOnInterrupt(hook);
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
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending: the hook runs already.
    }
  }
}
