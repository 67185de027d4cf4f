package io.github.edvr4j.weights;

import io.github.edvr4j.EdvrException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
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
      OutputStream created =
          Files.newOutputStream(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      try {
        try (OutputStream out = new BufferedOutputStream(created, 1 << 16)) {
          content.writeTo(out);
        }
        move(beside, target);
      } finally {
        Files.deleteIfExists(beside);
      }
    } catch (IOException e) {
      throw new EdvrException(
          EdvrException.Category.OUTPUT, "can't write %s: %s".formatted(file, e), e);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
