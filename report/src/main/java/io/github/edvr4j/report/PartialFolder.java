package io.github.edvr4j.report;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.files.FileFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * A folder that appears under its name only when it is complete: it is filled beside its place and
 * renamed. Until then it vanishes with {@link #close} or with the JVM.
 */
final class PartialFolder implements AutoCloseable {

  private final Path target;
  private final Path part;
  private final Thread onExit = new Thread(this::deletePart, "edvr-delete-partial");

  /**
   * @throws EdvrException (OUTPUT) if nothing can be written there
   */
  PartialFolder(Path target) {
    this.target = target.toAbsolutePath().normalize();
    part = beside("part");
    Runtime.getRuntime().addShutdownHook(onExit);
    try {
      Files.createDirectory(part);
    } catch (IOException e) {
      close();
      throw failure(e);
    }
  }

  private Path beside(String what) {
    return target.resolveSibling(
        ".%s.%s-%08x".formatted(target.getFileName(), what, ThreadLocalRandom.current().nextInt()));
  }

  /** Where to write until {@link #commit}. */
  Path part() {
    return part;
  }

  /**
   * Puts the folder in its place; what was there before is deleted afterwards.
   *
   * @throws EdvrException (OUTPUT) if that fails; then what was there before is there again
   */
  void commit() {
    try {
      if (Files.exists(target)) {
        replace();
      } else {
        Files.move(part, target);
      }
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private void replace() throws IOException {
    Path old = beside("old");
    Files.move(target, old);
    try {
      Files.move(part, target);
    } catch (IOException e) {
      Files.move(old, target);
      throw e;
    }
    delete(old);
  }

  @Override
  public void close() {
    deletePart();
    try {
      Runtime.getRuntime().removeShutdownHook(onExit);
    } catch (IllegalStateException e) {
      // The JVM is ending: the hook deletes the same folder.
    }
  }

  private void deletePart() {
    try {
      delete(part);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : all) {
      Files.deleteIfExists(file);
    }
  }

  private EdvrException failure(IOException e) {
    return new EdvrException(
        Category.OUTPUT, "can't write %s: %s".formatted(target, FileFailure.reason(e)), e);
  }
}
