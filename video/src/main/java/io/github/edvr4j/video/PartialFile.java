package io.github.edvr4j.video;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.files.OutputFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/**
 * A file that appears under its name only when it is complete: it is written beside its place and
 * renamed. Until then it vanishes with {@link #close} or with the JVM, Ctrl-C included.
 */
final class PartialFile implements AutoCloseable {
  private final Path target;
  private final Path part;
  private final boolean overwrite;
  private final Consumer<Path> whenComplete;
  private final Thread onExit = new Thread(this::delete, "edvr-delete-partial");
  private boolean over;

  private PartialFile(Path target, Path part, boolean overwrite, Consumer<Path> whenComplete) {
    this.target = target;
    this.part = part;
    this.overwrite = overwrite;
    this.whenComplete = whenComplete;
  }

  /** A path from what a user typed. */
  static Path path(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new EdvrException(
          Category.OUTPUT, "%s: not a path on this system; choose another name".formatted(name), e);
    }
  }

  static PartialFile beside(Path target, boolean overwrite) {
    Path folder = folderOf(target, overwrite);
    return unfinished(target, folder.resolve(partName(target)), overwrite, complete -> {});
  }

  /**
   * A file that is written in another folder of the same file system.
   *
   * @param part where; replaced if it exists
   * @param whenComplete is told of it before it is put in its place
   */
  static PartialFile in(Path part, Path target, boolean overwrite, Consumer<Path> whenComplete) {
    folderOf(target, overwrite);
    return unfinished(target, part, overwrite, whenComplete);
  }

  private static PartialFile unfinished(
      Path target, Path part, boolean overwrite, Consumer<Path> whenComplete) {
    PartialFile file = new PartialFile(target, part, overwrite, whenComplete);
    Runtime.getRuntime().addShutdownHook(file.onExit);
    return file;
  }

  /**
   * Where a file would lie that can be written.
   *
   * @throws EdvrException of category OUTPUT if it can't be
   */
  static Path folderOf(Path target, boolean overwrite) {
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null || Files.isDirectory(target)) {
      throw new EdvrException(
          Category.OUTPUT,
          "%s: is a folder; name a video file, or end it with / to write PNG frames"
              .formatted(target));
    }
    if (!Files.isDirectory(folder)) {
      throw new EdvrException(
          Category.OUTPUT,
          "%s: the folder %s doesn't exist; create it first".formatted(target, folder));
    }
    if (!Files.isWritable(folder)) {
      throw new EdvrException(
          Category.OUTPUT, "%s: no permission to write to %s".formatted(target, folder));
    }
    if (!overwrite && Files.exists(target)) {
      throw alreadyThere(target);
    }
    return folder;
  }

  /** Keeps the extension, which tells a muxer its container. */
  private static String partName(Path target) {
    String name = target.getFileName().toString();
    int dot = name.lastIndexOf('.');
    String stem = dot < 0 ? name : name.substring(0, dot);
    String extension = dot < 0 ? "" : name.substring(dot);
    return ".%s.part-%04x%s"
        .formatted(stem, ThreadLocalRandom.current().nextInt(1 << 16), extension);
  }

  /** Where to write until {@link #commit}. */
  Path part() {
    return part;
  }

  /** Puts the complete file in its place. */
  synchronized void commit() {
    if (over) {
      throw new EdvrException(Category.OUTPUT, "%s: writing was cancelled".formatted(target));
    }
    try (FileChannel written = FileChannel.open(part, StandardOpenOption.WRITE)) {
      // Else a power failure may leave the name in place without the bytes.
      written.force(true);
      whenComplete.accept(part);
      if (overwrite) {
        OutputFile.replace(part, target);
      } else {
        Files.move(part, target);
      }
    } catch (FileAlreadyExistsException e) {
      throw alreadyThere(target);
    } catch (IOException e) {
      throw new EdvrException(
          Category.OUTPUT, "%s: cannot be put in its place: %s".formatted(target, e), e);
    }
    over = true;
    forgetExit();
  }

  /** Deletes the file unless it was committed. */
  @Override
  public void close() {
    delete();
    forgetExit();
  }

  private synchronized void delete() {
    if (over) {
      return;
    }
    over = true;
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      throw new EdvrException(
          Category.OUTPUT, "%s: the unfinished file cannot be deleted: %s".formatted(part, e), e);
    }
  }

  private void forgetExit() {
    try {
      Runtime.getRuntime().removeShutdownHook(onExit);
    } catch (IllegalStateException e) {
      // The JVM is ending: the hook has run or is about to find nothing to do.
    }
  }

  static EdvrException alreadyThere(Path target) {
    return new EdvrException(
        Category.OUTPUT,
        "%s: exists already; allow overwriting (-y) or choose another name".formatted(target));
  }
}
