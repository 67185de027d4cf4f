package io.github.edvr4j.video;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** The room on the disk of a folder: a run waits for it instead of failing. */
final class DiskRoom {
  /** Bytes that are left to others: a system whose disk is full to the last byte is a sick one. */
  static final long RESERVE = 64 << 20;

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

  private final Path folder;
  private final LongSupplier usable;
  private final Duration lookAgain;
  private final Consumer<String> messages;
  private final CountDownLatch cancelled = new CountDownLatch(1);

  /**
   * @param messages takes a line when waiting begins, and when it ends
   */
  static DiskRoom of(Path folder, Consumer<String> messages) {
    return new DiskRoom(folder, () -> usable(folder), LOOK_AGAIN, messages);
  }

  /**
   * @param usable bytes that may be written now
   * @param lookAgain after how long
   */
  DiskRoom(Path folder, LongSupplier usable, Duration lookAgain, Consumer<String> messages) {
    this.folder = folder;
    this.usable = usable;
    this.lookAgain = lookAgain;
    this.messages = messages;
  }

  private static long usable(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      throw new EdvrException(
          Category.OUTPUT, "%s: can't be asked for its free space: %s".formatted(folder, e), e);
    }
  }

  /** Bytes that may be written, the reserve left alone. */
  long free() {
    return Math.max(0, usable.getAsLong() - RESERVE);
  }

  /** Whether a write may have failed because the disk is full. */
  boolean isFull() {
    return free() == 0;
  }

  /**
   * Waits until there is room.
   *
   * @param bytes how much is needed beside the reserve, at least
   * @throws CancellationException if {@link #cancel} comes first
   */
  void await(long bytes) {
    if (free() >= bytes && !isFull()) {
      return;
    }
    messages.accept(
        "the disk of %s is full (%s free, %s needed): waiting until there is room; what is done is kept, also if you press Ctrl-C"
            .formatted(folder, megabytes(usable.getAsLong()), megabytes(bytes + RESERVE)));
    do {
      pause();
    } while (free() < bytes || isFull());
    messages.accept("there is room again: going on");
  }

  private void pause() {
    try {
      if (cancelled.await(lookAgain.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new CancellationException();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException();
    }
  }

  static String megabytes(long bytes) {
    return bytes >= 10_000_000_000L
        ? String.format(Locale.ROOT, "%,d GB", bytes / 1_000_000_000)
        : String.format(Locale.ROOT, "%,d MB", (bytes + 999_999) / 1_000_000);
  }

  /** Lets nobody wait any longer; from any thread. */
  void cancel() {
    cancelled.countDown();
  }
}
