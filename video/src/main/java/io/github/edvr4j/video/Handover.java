package io.github.edvr4j.video;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** A short queue from one thread to another, which the giver can end and anyone can stop. */
final class Handover<T> {

  private final Deque<T> items = new ArrayDeque<>();
  private final int capacity;
  private boolean ended;
  private boolean stopped;

  Handover(int capacity) {
    this.capacity = capacity;
  }

  /**
   * Gives an item, waiting for room.
   *
   * @return false if the queue has been stopped, and the item was not taken
   */
  synchronized boolean put(T item) throws InterruptedException {
    while (items.size() == capacity && !stopped) {
      wait();
    }
    if (!stopped) {
      items.add(item);
      notifyAll();
    }
    return !stopped;
  }

  /**
   * Takes the oldest item, waiting for one.
   *
   * @return nothing once the giver has ended and all is taken, or the queue has been stopped
   */
  synchronized Optional<T> take() throws InterruptedException {
    while (items.isEmpty() && !ended && !stopped) {
      wait();
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
