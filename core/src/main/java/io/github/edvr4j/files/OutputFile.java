package io.github.edvr4j.files;

import io.github.edvr4j.EdvrException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Writes a file beside its place, under a name that nobody else uses, and moves it there when it is
 * complete.
 */
public final class OutputFile {

  /** Writes the content. */
  @FunctionalInterface
  public interface Content {
    /**
     * @param out buffered; it is closed afterwards
     */
    void writeTo(OutputStream out) throws IOException;
  }

  private OutputFile() {}

  /**
   * @throws EdvrException (OUTPUT) if the file cannot be written; nothing is left behind then
   */
  public static void write(Path file, Content content) {
    Path target = file.toAbsolutePath();
    Path folder = target.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new EdvrException(
          EdvrException.Category.OUTPUT, "can't write %s: there is no such folder".formatted(file));
    }
    Path beside =
        target.resolveSibling(
            ".%s.part-%016x"
                .formatted(target.getFileName(), ThreadLocalRandom.current().nextLong()));
    try {
      FileChannel created =
          FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      try {
        try (created) {
          OutputStream out = new BufferedOutputStream(Channels.newOutputStream(created), 1 << 16);
          content.writeTo(out);
          out.flush();
          // Else a power failure may leave the name in place without the bytes.
          created.force(true);
        }
        replace(beside, target);
      } finally {
        Files.deleteIfExists(beside);
      }
    } catch (IOException e) {
      throw new EdvrException(
          EdvrException.Category.OUTPUT,
          "can't write %s: %s".formatted(file, FileFailure.reason(e)),
          e);
    }
  }

  /**
   * Moves a complete file to its place, in one step where the file system can: what was there is
   * there until the new file is.
   *
   * @param from a file of the same file system
   */
  public static void replace(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
