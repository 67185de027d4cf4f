package io.github.edvr4j.cli;

import java.time.Duration;
import java.util.Optional;
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
  private volatile Optional<String> outcome = Optional.empty();

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
    outcome = Optional.of("the same command with --resume goes on");
  }

  /**
   * The training has failed.
   *
   * @param reason for the user, who would not be told otherwise: the JVM may end before the failure
   *     gets that far
   */
  void failed(String reason) {
    outcome = Optional.of("the training failed: " + reason);
  }

  /** What happens when the JVM is told to end. */
  void interrupt() {
    requested = true;
    progress.interrupted("interrupted: this step is finished and saved first");
    try {
      boolean inTime = ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      outcome
          .or(() -> Optional.of("not saved: the step takes too long").filter(_ -> !inTime))
          .ifPresent(progress::note);
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
