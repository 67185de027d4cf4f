package io.github.edvr4j.video;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A folder of 8-bit PNG files with the frames' names; each file appears only when complete. Closed
 * without {@link #finish}, it deletes what it added; files that it replaced stay replaced.
 */
public final class PngFolderSink implements FrameSink {
  private final Path folder;
  private final boolean overwrite;
  private final boolean newFolder;
  private final List<Path> added = new ArrayList<>();
  private boolean over;

  /**
   * Opens a folder, creating it where it doesn't exist.
   *
   * @param overwrite whether files in it may be replaced
   * @throws EdvrException of category OUTPUT if it can't be created
   */
  public static PngFolderSink create(Path folder, boolean overwrite) {
    boolean newFolder = Files.notExists(folder);
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new EdvrException(
          Category.OUTPUT, "%s: the folder can't be created: %s".formatted(folder, e), e);
    }
    return new PngFolderSink(folder, overwrite, newFolder);
  }

  private PngFolderSink(Path folder, boolean overwrite, boolean newFolder) {
    this.folder = folder;
    this.overwrite = overwrite;
    this.newFolder = newFolder;
  }

  /** The name of a frame that has none: 00000000.png upward. */
  static String numbered(long index) {
    return "%08d.png".formatted(index);
  }

  @Override
  public void write(TimedFrame frame) {
    Path target = folder.resolve(frame.name());
    try (PartialFile file = PartialFile.beside(target, overwrite)) {
      Png.write(frame.frame(), file.part());
      boolean replaces = Files.exists(target);
      file.commit();
      if (!replaces) {
        added.add(target);
      }
    } catch (IOException e) {
      throw new EdvrException(Category.OUTPUT, "%s: can't be written: %s".formatted(target, e), e);
    }
  }

  @Override
  public void finish() {
    over = true;
  }

  @Override
  public void close() {
    if (over) {
      return;
    }
    over = true;
    try {
      for (Path file : added) {
        Files.deleteIfExists(file);
      }
      if (newFolder) {
        Files.deleteIfExists(folder);
      }
    } catch (DirectoryNotEmptyException e) {
      // Somebody else's files are in it: it stays.
    } catch (IOException e) {
      throw new EdvrException(
          Category.OUTPUT, "%s: unfinished frames can't be deleted: %s".formatted(folder, e), e);
    }
  }
}
