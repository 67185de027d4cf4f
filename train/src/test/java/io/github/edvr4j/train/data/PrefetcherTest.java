package io.github.edvr4j.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.edvr4j.tensor.Shape;
import io.github.edvr4j.tensor.Tensor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class PrefetcherTest {

  /** Two frames and a target that say which sample they are. */
  private static Sample numbered(long index) {
    return new Sample(List.of(pixel(index), pixel(index + 0.5f)), pixel(-index));
  }

  private static Tensor pixel(float value) {
    return new Tensor(Shape.of(3, 1, 1), new float[] {value, value, value});
  }

  private static float[] each(float... values) {
    float[] three = new float[values.length * 3];
    for (int i = 0; i < three.length; i++) {
      three[i] = values[i / 3];
    }
    return three;
  }

  @Test
  void batchesComeInOrderFromTheFirstThatIsAskedFor() {
    Samples uneven =
        index -> {
          if (index % 3 == 0) {
            sleep(Duration.ofMillis(5));
          }
          return numbered(index);
        };
    try (Prefetcher prefetcher = new Prefetcher(uneven, 2, 10, 3)) {
      for (int i = 10; i < 30; i++) {
        Batch batch = prefetcher.next();
        assertThat(batch.low()).hasSize(2);
        assertThat(batch.low().get(0).shape()).isEqualTo(new Shape(2, 3, 1, 1));
        assertThat(batch.low().get(0).data()).isEqualTo(each(2 * i, 2 * i + 1));
        assertThat(batch.low().get(1).data()).isEqualTo(each(2 * i + 0.5f, 2 * i + 1.5f));
        assertThat(batch.high().data()).isEqualTo(each(-2 * i, -2 * i - 1));
      }
    }
  }

  @Test
  void worksAheadButNotWithoutBounds() throws InterruptedException {
    AtomicLong made = new AtomicLong();
    CountDownLatch three = new CountDownLatch(3);
    Samples counting =
        index -> {
          made.incrementAndGet();
          three.countDown();
          return numbered(index);
        };
    try (Prefetcher prefetcher = new Prefetcher(counting, 1, 0, 1)) {
      three.await();
      sleep(Duration.ofMillis(50));
      assertThat(made).hasValue(3);
      prefetcher.next();
      while (made.get() < 4) {
        sleep(Duration.ofMillis(1));
      }
    }
  }

  @Test
  void aFailureReachesTheTrainer() {
    Samples failing =
        index -> {
          if (index == 2) {
            throw new IllegalArgumentException("sample 2");
          }
          return numbered(index);
        };
    try (Prefetcher prefetcher = new Prefetcher(failing, 1, 0, 2)) {
      prefetcher.next();
      prefetcher.next();
      assertThatThrownBy(prefetcher::next)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("sample 2");
    }
  }

  @Test
  void knowsTheShareOfTimeSpentWaiting() {
    Samples slow =
        index -> {
          sleep(Duration.ofMillis(40));
          return numbered(index);
        };
    try (Prefetcher hungry = new Prefetcher(slow, 1, 0, 1);
        Prefetcher fed = new Prefetcher(PrefetcherTest::numbered, 1, 0, 1)) {
      for (int i = 0; i < 10; i++) {
        hungry.next();
        fed.next();
        sleep(Duration.ofMillis(2));
      }
      assertThat(hungry.waiting()).isBetween(0.3, 1.0);
      assertThat(fed.waiting()).isBetween(0.0, 0.5 * hungry.waiting());
    }
  }

  @Test
  void closingEndsTheThreads() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    Samples watched =
        index -> {
          synchronized (threads) {
            threads.add(Thread.currentThread());
          }
          return numbered(index);
        };
    Prefetcher prefetcher = new Prefetcher(watched, 1, 0, 1);
    prefetcher.next();
    prefetcher.close();
    synchronized (threads) {
      assertThat(threads.getFirst().isDaemon()).isTrue();
    }
    threads.getFirst().join(5000);
    assertThat(threads.getFirst().isAlive()).isFalse();
    assertThatThrownBy(prefetcher::next).isInstanceOf(IllegalStateException.class);
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
