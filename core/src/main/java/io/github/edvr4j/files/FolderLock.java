package io.github.edvr4j.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Keeps other processes that lock the same folder out of it. The lock goes with the process,
 * however that ends; its file stays.
 */
public final class FolderLock implements AutoCloseable {
  /** The name of the lock's file in the folder. */
  public static final String FILE = ".lock";

  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Waits until no other process has the lock; within this one only a single thread may ask.
   *
   * @param waiting is run before it has to be waited for
   * @throws IOException if the folder cannot be made or written to
   */
  public static FolderLock await(Path folder, Runnable waiting) throws IOException {
    FileChannel channel = open(folder);
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        waiting.run();
        channel.lock();
      }
      return new FolderLock(channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * The lock, unless some process has it, this one included.
   *
   * @throws IOException if the folder cannot be made or written to
   */
  public static Optional<FolderLock> ifFree(Path folder) throws IOException {
    FileChannel channel = open(folder);
    try {
      if (channel.tryLock() != null) {
        return Optional.of(new FolderLock(channel));
      }
    } catch (OverlappingFileLockException _) {
      // This process has it.
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
    channel.close();
    return Optional.empty();
  }

  private static FileChannel open(Path folder) throws IOException {
    Files.createDirectories(folder);
    return FileChannel.open(
        folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
