package io.github.edvr4j.video;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A short queue from one thread to another, which the giver can end and anyone can stop. */
final class Handover<T> {

  private final Deque<T> items = new ArrayDeque<>();
  private final int capacity;
  private boolean ended;
  private boolean stopped;

  /**
   * @param capacity how many items may wait; with 0 the giver waits until its item is taken
   */
  Handover(int capacity) {
    this.capacity = capacity;
  }

  /**
   * Gives an item, waiting for room.
   *
   * @return false if the queue has been stopped
   */
  synchronized boolean put(T item) throws InterruptedException {
    while (items.size() >= Math.max(capacity, 1) && !stopped) {
      wait();
    }
    if (stopped) {
      return false;
    }
    items.add(item);
    notifyAll();
    while (capacity == 0 && !items.isEmpty()) {
      wait();
    }
    return !stopped;
  }

  /**
   * Takes the oldest item, waiting for one.
   *
   * @param patience with the giver
   * @return nothing once the giver has ended and all is taken, or the queue has been stopped
   */
  synchronized Optional<T> take(Patience patience) throws InterruptedException {
    long begin = System.nanoTime();
    while (items.isEmpty() && !ended && !stopped) {
      long left = patience.limit().toNanos() - (System.nanoTime() - begin);
      if (left <= 0) {
        throw patience.failure().get();
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    Optional<T> item = stopped ? Optional.empty() : Optional.ofNullable(items.poll());
    notifyAll();
    return item;
  }

  /** Says that nothing more will be given. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** Drops what is in the queue and lets nobody wait any longer. */
  synchronized void stop() {
    stopped = true;
    items.clear();
    notifyAll();
  }
}
