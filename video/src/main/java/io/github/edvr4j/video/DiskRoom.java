package io.github.edvr4j.video;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The room on the disk of a folder: a run waits for it instead of failing. */
final class DiskRoom {
  /** Bytes that are left to others: a system whose disk is full to the last byte is a sick one. */
  static final long RESERVE = 64 << 20;

  /** What has to fit where the system refuses to write though it says that there is room. */
  static final int PROBE = 1 << 20;

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

  /** ENOSPC, EDQUOT of Linux and EDQUOT of macOS. */
  private static final int[] FULL = {28, 122, 69};

  private final Path folder;
  private final Disk disk;
  private final Duration lookAgain;
  private final Consumer<String> messages;
  private final CountDownLatch cancelled = new CountDownLatch(1);

  /**
   * @param messages takes a line when waiting begins, and when it ends
   */
  static DiskRoom of(Path folder, Consumer<String> messages) {
    return new DiskRoom(folder, Disk.of(folder), LOOK_AGAIN, messages);
  }

  /**
   * @param lookAgain after how long
   */
  DiskRoom(Path folder, Disk disk, Duration lookAgain, Consumer<String> messages) {
    this.folder = folder;
    this.disk = disk;
    this.lookAgain = lookAgain;
    this.messages = messages;
  }

  /** Bytes that may be written, the reserve left alone; empty where the system doesn't know. */
  OptionalLong free() {
    return disk.usable().stream().map(bytes -> Math.max(0, bytes - RESERVE)).findFirst();
  }

  /** Whether nothing more should be written; where nobody knows, writing will tell. */
  boolean isFull() {
    return !has(1);
  }

  /**
   * Waits until there is room.
   *
   * @param bytes how much is needed beside the reserve, at least
   * @throws CancellationException if {@link #cancel} comes first
   */
  void await(long bytes) {
    if (has(bytes)) {
      return;
    }
    await(
        "is full (%s free, %s needed)"
            .formatted(megabytes(disk.usable().orElse(0)), megabytes(bytes + RESERVE)),
        () -> has(bytes));
  }

  private boolean has(long bytes) {
    return free().orElse(Long.MAX_VALUE) >= Math.max(1, bytes);
  }

  /**
   * Waits after a write has failed for want of room, which may be that of a quota.
   *
   * @param bytes how much is needed beside the reserve, at least
   * @throws E the failure, where it has another reason
   * @throws CancellationException if {@link #cancel} comes first
   */
  <E extends Exception> void awaitAfter(E failure, long bytes) throws E {
    if (isFull()) {
      await(bytes);
    } else if (saysFull(failure)) {
      await(
          "takes no more (%s)".formatted(failure.getMessage()),
          () -> has(bytes) && disk.takes(PROBE));
    } else {
      throw failure;
    }
  }

  /** The system's own words, which both Java and FFmpeg pass on, in whatever language they are. */
  private static boolean saysFull(Exception failure) {
    String message = String.valueOf(failure.getMessage());
    return Arrays.stream(FULL).anyMatch(code -> message.contains(FFmpeg.error(-code)));
  }

  private void await(String why, BooleanSupplier room) {
    messages.accept(
        "at %s the disk of %s %s: waiting until there is room; what is done is kept, also if you press Ctrl-C"
            .formatted(now(), folder, why));
    do {
      pause();
    } while (!room.getAsBoolean());
    messages.accept("at %s there is room again: going on".formatted(now()));
  }

  /** A run of days may wait more than once: whoever reads its log wants to know when. */
  private static LocalTime now() {
    return LocalTime.now().truncatedTo(ChronoUnit.SECONDS);
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
