package io.github.edvr4j.train.log;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.files.FileFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;

/** A file that others read while it grows: every piece is written at once and whole. */
final class LogFile implements AutoCloseable {

  private final Path file;
  private final OutputStream out;

  private LogFile(Path file, OutputStream out) {
    this.file = file;
    this.out = out;
  }

  /**
   * @throws EdvrException (OUTPUT) if it can't be written, here and later
   */
  static LogFile open(Path file, OpenOption... options) {
    try {
      return new LogFile(file, Files.newOutputStream(file, options));
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  void write(byte[] piece) {
    try {
      out.write(piece);
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  static EdvrException unwritable(Path file, IOException cause) {
    return new EdvrException(
        Category.OUTPUT,
        "%s: can't be written: %s".formatted(file, FileFailure.reason(cause)),
        cause);
  }
}
