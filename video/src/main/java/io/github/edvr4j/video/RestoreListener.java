package io.github.edvr4j.video;

/** Hears how a {@link RestoreJob} goes on; called from several threads, one at a time or not. */
public interface RestoreListener {

  /** So many frames have been written by now. */
  void restored(long frames);

  /** Something the user should know, in one line; the job goes on. */
  void warning(String message);
}
