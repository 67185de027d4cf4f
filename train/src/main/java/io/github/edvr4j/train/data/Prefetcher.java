package io.github.edvr4j.train.data;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.train.options.Section;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/**
 * Makes batches ahead of the trainer, in threads of its own. Batch {@code i} holds the samples
 * {@code i · size} to {@code (i + 1) · size - 1}, so that a training that is taken up at some
 * iteration goes on with the batches that the uninterrupted one would have had. To be used by one
 * thread.
 */
public final class Prefetcher implements AutoCloseable {

  /** After each batch, earlier times count this much less in the share of waiting. */
  private static final double MEMORY = 0.98;

  private final Samples samples;
  private final int batchSize;
  private final ExecutorService workers;
  private final Queue<Future<Batch>> ahead = new ArrayDeque<>();
  private long next;
  private double waited;
  private double passed;
  private long lastReturn = System.nanoTime();

  /**
   * @param batchSize samples of a batch
   * @param first the number of the first batch, from 0 on
   * @param threads that make batches
   */
  public Prefetcher(Samples samples, int batchSize, long first, int threads) {
    this.samples = samples;
    this.batchSize = batchSize;
    next = first;
    workers =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().daemon().name("samples-", 0).factory());
    for (int i = 0; i < threads + 2; i++) {
      order();
    }
  }

  /**
   * With {@code num_worker_per_gpu} threads, as an option file says (2 if absent, and never less
   * than 1). {@code prefetch_mode}, {@code num_prefetch_queue} and {@code pin_memory} are accepted
   * and change nothing.
   *
   * @param batchSize samples of a batch
   * @param dataset the section {@code datasets: train:}
   * @param first the number of the first batch, from 0 on
   * @throws EdvrException (USAGE) if an option makes no sense
   */
  public static Prefetcher of(Samples samples, int batchSize, Section dataset, long first) {
    return new Prefetcher(samples, batchSize, first, threads(dataset));
  }

  static int threads(Section dataset) {
    dataset.text("prefetch_mode");
    dataset.integer("num_prefetch_queue");
    dataset.flag("pin_memory", false);
    return Math.clamp(dataset.integer("num_worker_per_gpu", 2), 1, 16);
  }

  /**
   * The next batch; waits for it if need be.
   *
   * @throws EdvrException if samples can't be made, or (INTERNAL) if the waiting thread is
   *     interrupted
   * @throws IllegalStateException if this is closed
   */
  public Batch next() {
    Future<Batch> oldest = ahead.poll();
    if (oldest == null) {
      throw new IllegalStateException("closed");
    }
    long asked = System.nanoTime();
    Batch batch = result(oldest);
    long now = System.nanoTime();
    waited = MEMORY * waited + (now - asked);
    passed = MEMORY * passed + (now - lastReturn);
    lastReturn = now;
    order();
    return batch;
  }

  /** The share of time that {@link #next()} waited, 0 to 1, over the last fifty batches or so. */
  public double waiting() {
    return passed == 0 ? 0 : waited / passed;
  }

  /** Stops the threads; batches made ahead are dropped. */
  @Override
  public void close() {
    ahead.clear();
    workers.shutdownNow();
  }

  private void order() {
    long index = next++;
    ahead.add(workers.submit(() -> batch(index)));
  }

  private Batch batch(long index) {
    return Batch.of(
        LongStream.range(index * batchSize, (index + 1) * batchSize)
            .mapToObj(samples::get)
            .toList());
  }

  private static Batch result(Future<Batch> batch) {
    try {
      return batch.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException failure -> throw failure;
        case Error failure -> throw failure;
        case null, default -> throw new IllegalStateException(e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EdvrException(Category.INTERNAL, "interrupted while waiting for samples", e);
    }
  }
}
