package io.github.edvr4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WorkersTest {

  @Test
  void everyPieceIsRunOnce() {
    for (int threads = 1; threads <= 4; threads++) {
      try (Workers workers = new Workers(threads)) {
        for (int pieces : new int[] {0, 1, 2, 3, 5, 100}) {
          AtomicIntegerArray runs = new AtomicIntegerArray(pieces);
          workers.run(pieces, (piece, worker) -> runs.incrementAndGet(piece));
          for (int piece = 0; piece < pieces; piece++) {
            assertThat(runs.get(piece)).isEqualTo(1);
          }
        }
      }
    }
  }

  /** Each worker has scratch memory of its own, so two pieces must never run under one number. */
  @Test
  void aWorkerDoesOnePieceAtATime() {
    try (Workers workers = new Workers(3)) {
      AtomicIntegerArray busy = new AtomicIntegerArray(3);
      AtomicBoolean clash = new AtomicBoolean();
      workers.run(
          200,
          (piece, worker) -> {
            if (busy.incrementAndGet(worker) != 1) {
              clash.set(true);
            }
            Thread.yield();
            busy.decrementAndGet(worker);
          });
      assertThat(clash).isFalse();
    }
  }

  @Test
  void theThreadsWorkAtTheSameTime() {
    try (Workers workers = new Workers(3)) {
      CountDownLatch all = new CountDownLatch(3);
      workers.run(
          3,
          (piece, worker) -> {
            all.countDown();
            assertThat(await(all)).isTrue();
          });
    }
  }

  @Test
  void aFailureOfTheCallerIsThrown() {
    try (Workers workers = new Workers(1)) {
      assertThatThrownBy(() -> workers.run(3, (piece, worker) -> fail(piece == 1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("broken piece");
    }
  }

  @Test
  void aFailureOfAHelperIsThrown() {
    try (Workers workers = new Workers(2)) {
      CountDownLatch failed = new CountDownLatch(1);
      assertThatThrownBy(
              () ->
                  workers.run(
                      2,
                      (piece, worker) -> {
                        if (worker == 0) {
                          // Leaves the other piece to the helper.
                          await(failed);
                        } else {
                          failed.countDown();
                          fail(true);
                        }
                      }))
          .hasRootCauseInstanceOf(IllegalArgumentException.class)
          .hasRootCauseMessage("broken piece");
    }
  }

  /** They share the arena: when the failure is thrown, the memory must be at rest. */
  @Test
  void afterAFailureNobodyWorksAnyMore() {
    try (Workers workers = new Workers(4)) {
      for (int i = 0; i < 20; i++) {
        CountDownLatch all = new CountDownLatch(4);
        AtomicInteger running = new AtomicInteger();
        int failing = i % 4;
        assertThatThrownBy(
                () ->
                    workers.run(
                        4,
                        (piece, worker) -> {
                          running.incrementAndGet();
                          all.countDown();
                          await(all);
                          if (worker != failing) {
                            LockSupport.parkNanos(5_000_000);
                          }
                          running.decrementAndGet();
                          fail(worker == failing);
                        }))
            .isInstanceOf(RuntimeException.class);
        assertThat(running).hasValue(0);
      }
    }
  }

  @Test
  void worksOnAfterAFailure() {
    try (Workers workers = new Workers(2)) {
      assertThatThrownBy(() -> workers.run(10, (piece, worker) -> fail(true)))
          .isInstanceOf(RuntimeException.class);
      AtomicInteger runs = new AtomicInteger();
      workers.run(10, (piece, worker) -> runs.incrementAndGet());
      assertThat(runs).hasValue(10);
    }
  }

  @Test
  void anInterruptIsHandedOnAfterTheWork() {
    try (Workers workers = new Workers(2)) {
      AtomicInteger runs = new AtomicInteger();
      Thread.currentThread().interrupt();
      workers.run(10, (piece, worker) -> runs.incrementAndGet());
      assertThat(runs).hasValue(10);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void atLeastOneThreadIsNeeded() {
    assertThatThrownBy(() -> new Workers(0)).isInstanceOf(IllegalArgumentException.class);
  }

  private static void fail(boolean really) {
    if (really) {
      throw new IllegalArgumentException("broken piece");
    }
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
