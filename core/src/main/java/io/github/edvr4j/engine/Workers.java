package io.github.edvr4j.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that take pieces of work from one counter; the caller is one of them. */
final class Workers implements AutoCloseable {

  /** One piece of a job. */
  interface Piece {
    void run(int piece, int worker);
  }

  private final int threads;
  private final ExecutorService helpers;

  Workers(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("at least one thread is needed, got " + threads);
    }
    this.threads = threads;
    helpers =
        Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("edvr-", 1).factory());
  }

  int threads() {
    return threads;
  }

  /**
   * Runs all pieces and returns when the last is done. Where one fails, that is thrown once nobody
   * works any more.
   */
  void run(int pieces, Piece job) {
    AtomicInteger next = new AtomicInteger();
    List<Future<?>> others = new ArrayList<>();
    try {
      for (int worker = 1; worker < Math.min(threads, pieces); worker++) {
        int name = worker;
        others.add(helpers.submit(() -> takePieces(next, pieces, job, name)));
      }
      takePieces(next, pieces, job, 0);
    } finally {
      next.set(pieces);
      // All of them, whatever has failed: they work on shared arrays.
      others.forEach(Workers::await);
    }
    for (Future<?> other : others) {
      if (other.state() == Future.State.FAILED) {
        if (other.exceptionNow() instanceof Error error) {
          throw error;
        }
        throw new IllegalStateException("a worker failed", other.exceptionNow());
      }
    }
  }

  private static void takePieces(AtomicInteger next, int pieces, Piece job, int worker) {
    for (int piece = next.getAndIncrement(); piece < pieces; piece = next.getAndIncrement()) {
      job.run(piece, worker);
    }
  }

  private static void await(Future<?> other) {
    boolean interrupted = false;
    while (!other.isDone()) {
      try {
        other.get();
      } catch (InterruptedException e) {
        // Waits on, and hands the interrupt on afterwards.
        interrupted = true;
      } catch (ExecutionException e) {
        // Looked at when all are done.
        break;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    helpers.shutdown();
  }
}
