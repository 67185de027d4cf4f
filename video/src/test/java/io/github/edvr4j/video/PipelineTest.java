package io.github.edvr4j.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(8)
@ParameterizedClass(name = "{0} results may wait")
@ValueSource(ints = {0, 2})
class PipelineTest {

  private static final int COUNT = 50;

  private IntConsumer whenRead = item -> {};
  private IntConsumer whenWorked = item -> {};
  private IntConsumer whenWritten = item -> {};
  private final List<Integer> written = new ArrayList<>();
  private Runnable whenCommitted = () -> {};
  private boolean committed;
  private int next;
  private boolean sinkClosed;

  private final Pipeline<Integer, Integer> pipeline;

  PipelineTest(int waitingResults) {
    pipeline =
        new Pipeline<>(
            this::read,
            new Patience(Duration.ofSeconds(1), () -> new UncheckedIOException(new IOException())),
            new Pipeline.Work<>() {
              @Override
              public void accept(Integer item, Consumer<Integer> results) {
                whenWorked.accept(item);
                if (item > 0) {
                  results.accept(item - 1);
                }
              }

              @Override
              public void finish(Consumer<Integer> results) {
                results.accept(COUNT - 1);
              }
            },
            new Pipeline.Sink<>() {
              @Override
              public void accept(Integer result) {
                whenWritten.accept(result);
                written.add(result);
              }

              @Override
              public void commit() {
                whenCommitted.run();
                committed = true;
              }

              @Override
              public void close() {
                sinkClosed = true;
              }
            },
            2,
            waitingResults);
  }

  private Optional<Integer> read() {
    whenRead.accept(next);
    return next < COUNT ? Optional.of(next++) : Optional.empty();
  }

  @Test
  void everythingArrivesInOrder() throws InterruptedException {
    pipeline.run();
    assertThat(written).hasSize(COUNT).isSorted().doesNotHaveDuplicates();
    assertThat(committed).isTrue();
    assertThat(pipeline.awaitResult(Duration.ZERO)).isTrue();
    assertThat(sinkClosed).isTrue();
  }

  @Test
  void aFailureOfTheReaderStopsAll() {
    whenRead = failAt(20);
    assertStopsWith(IllegalStateException.class);
  }

  /** As a decoder that a damaged file keeps busy for ever. */
  @Test
  void aReaderThatGivesNothingIsLeftToItself() {
    CountDownLatch never = new CountDownLatch(1);
    whenRead =
        item -> {
          if (item == 20) {
            awaitUninterruptibly(never);
          }
        };
    assertStopsWith(UncheckedIOException.class);
    assertThat(written).hasSizeLessThan(21);
    never.countDown();
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    while (latch.getCount() > 0) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Test
  void aFailureOfTheWorkStopsAll() {
    whenWorked = failAt(20);
    assertStopsWith(IllegalStateException.class);
    assertThat(written).hasSizeLessThan(20);
  }

  @Test
  void aFailureOfTheWriterStopsAll() {
    whenWritten = failAt(20);
    assertStopsWith(IllegalStateException.class);
    assertThat(written).hasSize(20);
  }

  @Test
  void anErrorOfAThreadIsPassedOn() {
    whenRead =
        item -> {
          throw new OutOfMemoryError("frame");
        };
    assertStopsWith(OutOfMemoryError.class);
  }

  @Test
  void cancellingStopsAWorkerThatWaitsForTheWriter() throws InterruptedException {
    CountDownLatch waiting = new CountDownLatch(1);
    CountDownLatch cancelled = new CountDownLatch(1);
    whenWritten =
        item -> {
          waiting.countDown();
          await(cancelled);
        };
    Thread canceller =
        Thread.ofPlatform()
            .start(
                () -> {
                  await(waiting);
                  pipeline.cancel();
                  cancelled.countDown();
                });
    assertStopsWith(CancellationException.class);
    canceller.join();
    assertThat(written).hasSize(1);
    assertThat(pipeline.awaitResult(Duration.ZERO)).isFalse();
  }

  @Test
  void anInterruptedCallerStopsAll() {
    Thread caller = Thread.currentThread();
    whenWritten =
        item -> {
          if (item == 20) {
            caller.interrupt();
            // The queue before this thread fills up, and the caller has to wait.
            while (caller.isInterrupted()) {
              LockSupport.parkNanos(1_000_000);
            }
          }
        };
    assertStopsWith(InterruptedException.class);
  }

  /** It comes too late to stop anything, and is left to the caller. */
  @Test
  void anInterruptWhileTheResultIsCommittedIsKept() throws InterruptedException {
    Thread caller = Thread.currentThread();
    whenCommitted = caller::interrupt;
    pipeline.run();
    assertThat(committed).isTrue();
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void cancellingBeforeTheStartWritesNothing() {
    pipeline.cancel();
    assertStopsWith(CancellationException.class);
    assertThat(written).isEmpty();
  }

  @Test
  @Timeout(8)
  void aFailureDoesNotWaitForAReaderThatIsStuck() {
    CountDownLatch stuck = new CountDownLatch(1);
    CountDownLatch comes = new CountDownLatch(1);
    whenRead =
        item -> {
          if (item == 7) {
            stuck.countDown();
            await(comes);
          }
        };
    whenWritten =
        item -> {
          if (item == 5) {
            await(stuck);
            throw new IllegalStateException("item 5");
          }
        };
    assertStopsWith(IllegalStateException.class);
    assertThat(comes.getCount()).isEqualTo(1);
    comes.countDown();
  }

  private void assertStopsWith(Class<? extends Throwable> failure) {
    assertThatThrownBy(pipeline::run).isInstanceOf(failure);
    assertThat(committed).isFalse();
    assertThat(sinkClosed).isTrue();
  }

  private static IntConsumer failAt(int bad) {
    return item -> {
      if (item == bad) {
        throw new IllegalStateException("item " + item);
      }
    };
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
