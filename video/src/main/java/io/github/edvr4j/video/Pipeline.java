package io.github.edvr4j.video;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reading, working and writing at the same time, so that the work never waits for a decoder or an
 * encoder: each in a thread of its own, with short queues between them. The first failure anywhere
 * stops all three, and so does {@link #cancel}.
 *
 * @param <A> what is read
 * @param <B> what is written
 */
final class Pipeline<A, B> {

  /** What is done with them: some results for each item, and the rest at the end. */
  interface Work<A, B> {
    void accept(A item, Consumer<B> results);

    void finish(Consumer<B> results);
  }

  /** Where results go to. Closed without {@link #commit}, it must leave nothing behind. */
  interface Sink<B> extends AutoCloseable {
    void accept(B result);

    void commit();

    @Override
    void close();
  }

  @FunctionalInterface
  private interface Part {
    void run() throws InterruptedException;
  }

  /** More than any decoder needs for a frame that does come. */
  private static final Duration LAST_READ = Duration.ofSeconds(2);

  private final Supplier<Optional<A>> source;
  private final Patience patience;
  private final Work<A, B> work;
  private final Sink<B> sink;
  private final Handover<A> read;
  private final Handover<B> worked;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final CountDownLatch sinkClosed = new CountDownLatch(1);
  private volatile boolean committed;

  /**
   * @param source gives the next item, or nothing at the end
   * @param patience with the source: one that keeps a thread busy for ever is left to itself
   * @param sink for the results; closed when the run has ended
   * @param items how many may wait for the work: a few even out the turns of the threads
   * @param results how many may wait to be written
   */
  Pipeline(
      Supplier<Optional<A>> source,
      Patience patience,
      Work<A, B> work,
      Sink<B> sink,
      int items,
      int results) {
    this.source = source;
    this.patience = patience;
    this.work = work;
    this.sink = sink;
    read = new Handover<>(items);
    worked = new Handover<>(results);
  }

  /**
   * Runs to the end, with the work in the calling thread. The sink is not in use after it, however
   * it ends; nor is the source, unless the run has failed while it waited for something that may
   * never come, as from a pipe.
   *
   * @throws CancellationException if {@link #cancel} came before the result was committed
   * @throws InterruptedException if the calling thread was interrupted before that; after it, the
   *     thread stays interrupted
   */
  void run() throws InterruptedException {
    Thread reader = Thread.ofPlatform().name("edvr-read").daemon().start(() -> attempt(this::read));
    Thread writer = Thread.ofPlatform().name("edvr-write").start(() -> attempt(this::write));
    attempt(this::work);
    join(writer);
    awaitLastRead(reader);
    if (!committed) {
      switch (failure.get()) {
        case Error error -> throw error;
        case RuntimeException exception -> throw exception;
        case InterruptedException exception -> throw exception;
        case null, default -> throw new IllegalStateException("ended without a result");
      }
    }
    if (failure.get() instanceof InterruptedException) {
      // It came too late for the run: whoever interrupted this thread means what follows.
      Thread.currentThread().interrupt();
    }
  }

  private void join(Thread thread) {
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        fail(e);
      }
    }
  }

  /** A read from a pipe in which nothing comes can't be interrupted. */
  private void awaitLastRead(Thread reader) {
    try {
      reader.join(LAST_READ);
    } catch (InterruptedException e) {
      fail(e);
    }
  }

  /** Stops everything soon; may be called from any thread, also before {@link #run}. */
  void cancel() {
    fail(new CancellationException());
  }

  /**
   * Waits until the sink is closed.
   *
   * @return whether it holds a result then
   */
  boolean awaitResult(Duration timeout) throws InterruptedException {
    return sinkClosed.await(timeout.toMillis(), TimeUnit.MILLISECONDS) && committed;
  }

  private void attempt(Part part) {
    try {
      part.run();
    } catch (Throwable e) {
      fail(e);
    }
  }

  private void fail(Throwable e) {
    failure.compareAndSet(null, e);
    read.stop();
    worked.stop();
  }

  private boolean failed() {
    return failure.get() != null;
  }

  private void read() throws InterruptedException {
    Optional<A> item = source.get();
    while (item.isPresent() && read.put(item.get())) {
      item = source.get();
    }
    read.end();
  }

  private void work() throws InterruptedException {
    Optional<A> item = read.take(patience);
    while (item.isPresent()) {
      work.accept(item.get(), this::passOn);
      item = read.take(patience);
    }
    if (!failed()) {
      work.finish(this::passOn);
    }
    worked.end();
  }

  private void passOn(B result) {
    try {
      if (!worked.put(result)) {
        throw new CancellationException();
      }
    } catch (InterruptedException e) {
      fail(e);
      throw new CancellationException();
    }
  }

  private void write() throws InterruptedException {
    try (Sink<B> results = sink) {
      Optional<B> result = worked.take(Patience.ENDLESS);
      while (result.isPresent()) {
        results.accept(result.get());
        result = worked.take(Patience.ENDLESS);
      }
      if (!failed()) {
        results.commit();
        committed = true;
      }
    } finally {
      sinkClosed.countDown();
    }
  }
}
