package io.github.edvr4j.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets a training save itself when the user presses Ctrl-C. */
final class StopOnInterrupt implements AutoCloseable {

  /** A step of a large network on a slow machine may take minutes. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final TrainingProgress progress;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final OnInterrupt onInterrupt;
  private volatile boolean requested;
  private volatile boolean saved;

  StopOnInterrupt(TrainingProgress progress) {
    this.progress = progress;
    onInterrupt = new OnInterrupt(this::interrupt);
  }

  /** Whether the training should end. */
  boolean isRequested() {
    return requested;
  }

  /** The training has ended and left its state behind. */
  void saved() {
    saved = true;
  }

  private void interrupt() {
    requested = true;
    progress.interrupted("interrupted: this step is finished and saved first");
    try {
      if (ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS) && saved) {
        progress.note("the same command with --resume goes on");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    ended.countDown();
    onInterrupt.close();
  }
}
