package io.github.edvr4j.video;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
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

  // Enough to even out the turns of three threads; a frame of 4K takes 100 MB.
  private static final int QUEUE = 2;

  /** Where items come from. */
  interface Source<A> extends AutoCloseable {
    /** The next item, or nothing at the end. */
    Optional<A> next();

    @Override
    void close();
  }

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

  private final Source<A> source;
  private final Work<A, B> work;
  private final Sink<B> sink;
  private final Handover<A> read = new Handover<>(QUEUE);
  private final Handover<B> worked = new Handover<>(QUEUE);
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final CountDownLatch sinkClosed = new CountDownLatch(1);
  private volatile boolean committed;

  Pipeline(Source<A> source, Work<A, B> work, Sink<B> sink) {
    this.source = source;
    this.work = work;
    this.sink = sink;
  }

  /**
   * Runs to the end, with the work in the calling thread. Source and sink are closed after it.
   *
   * @throws CancellationException if {@link #cancel} came before the result was committed
   */
  void run() throws InterruptedException {
    Thread reader = Thread.ofPlatform().name("edvr-read").start(() -> attempt(this::read));
    Thread writer = Thread.ofPlatform().name("edvr-write").start(() -> attempt(this::write));
    attempt(this::work);
    reader.join();
    writer.join();
    if (!committed) {
      switch (failure.get()) {
        case Error error -> throw error;
        case RuntimeException exception -> throw exception;
        case InterruptedException exception -> throw exception;
        case null, default -> throw new IllegalStateException("ended without a result");
      }
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
    try (source) {
      Optional<A> item = source.next();
      while (item.isPresent() && read.put(item.get())) {
        item = source.next();
      }
    }
    read.end();
  }

  private void work() throws InterruptedException {
    Optional<A> item = read.take();
    while (item.isPresent()) {
      work.accept(item.get(), this::passOn);
      item = read.take();
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
      Thread.currentThread().interrupt();
      throw new CancellationException();
    }
  }

  private void write() throws InterruptedException {
    try (sink) {
      Optional<B> result = worked.take();
      while (result.isPresent()) {
        sink.accept(result.get());
        result = worked.take();
      }
      if (!failed()) {
        sink.commit();
        committed = true;
      }
    } finally {
      sinkClosed.countDown();
    }
  }
}
