package io.github.edvr4j.video;

/** Hears how a {@link RestoreJob} goes on; called from the thread that writes. */
@FunctionalInterface
public interface RestoreListener {

  /** So many frames have been written by now. */
  void restored(long frames);
}
