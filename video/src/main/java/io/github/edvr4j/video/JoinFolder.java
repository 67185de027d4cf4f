package io.github.edvr4j.video;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.files.FileFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * The folder beside an output in which segments are joined to it. Meanwhile no other process works
 * there; afterwards, or when the JVM ends, Ctrl-C included, it vanishes unless a run's work lies in
 * it.
 */
final class JoinFolder implements AutoCloseable {
  private final RunFiles files;
  private final Thread onExit = new Thread(this::leave, "edvr-leave-join");
  private Optional<FileChannel> lock = Optional.empty();
  private boolean left;

  private JoinFolder(RunFiles files) {
    this.files = files;
  }

  /**
   * @throws EdvrException of category OUTPUT if another process is at work there or it can't be
   *     written to
   * @throws CancellationException if the JVM is ending
   */
  static JoinFolder beside(Path output) {
    JoinFolder folder = new JoinFolder(RunFiles.ofVideo(output));
    folder.enter();
    return folder;
  }

  /** The hook comes first: a folder that is there without one would stay. */
  private void enter() {
    try {
      Runtime.getRuntime().addShutdownHook(onExit);
    } catch (IllegalStateException e) {
      throw new CancellationException();
    }
    try {
      takeLock();
    } catch (EdvrException | CancellationException e) {
      close();
      throw e;
    }
  }

  private synchronized void takeLock() {
    if (left) {
      throw new CancellationException();
    }
    lock = Optional.of(files.lock(FrameRange.ALL));
  }

  private synchronized void leave() {
    left = true;
    if (lock.isEmpty()) {
      return;
    }
    boolean ours = !files.begun();
    try (FileChannel _ = lock.get()) {
      lock = Optional.empty();
      if (ours) {
        files.delete();
      }
    } catch (IOException e) {
      throw new EdvrException(Category.OUTPUT, "can't release a lock: " + FileFailure.reason(e), e);
    }
    if (ours) {
      files.deleteIfEmpty();
    }
  }

  @Override
  public void close() {
    leave();
    try {
      Runtime.getRuntime().removeShutdownHook(onExit);
    } catch (IllegalStateException e) {
      // The JVM is ending: the hook has run or finds nothing to do.
    }
  }
}
