package io.github.edvr4j.video;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.files.FileFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * The folder beside an output in which segments are joined to it. Meanwhile no other process works
 * there; afterwards, or when the JVM ends, Ctrl-C included, it vanishes unless a run's work lies in
 * it.
 */
final class JoinFolder implements AutoCloseable {
  private final RunFiles files;
  private final FileChannel lock;
  private final Thread onExit = new Thread(this::leave, "edvr-leave-join");
  private boolean left;

  private JoinFolder(RunFiles files, FileChannel lock) {
    this.files = files;
    this.lock = lock;
  }

  /**
   * @throws EdvrException of category OUTPUT if another process is at work there or it can't be
   *     written to
   */
  static JoinFolder beside(Path output) {
    RunFiles files = RunFiles.ofVideo(output);
    JoinFolder folder = new JoinFolder(files, files.lock(FrameRange.ALL));
    Runtime.getRuntime().addShutdownHook(folder.onExit);
    return folder;
  }

  private synchronized void leave() {
    if (left) {
      return;
    }
    left = true;
    try (lock) {
      if (!files.begun()) {
        files.delete();
      }
    } catch (IOException e) {
      throw new EdvrException(Category.OUTPUT, "can't release a lock: " + FileFailure.reason(e), e);
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
