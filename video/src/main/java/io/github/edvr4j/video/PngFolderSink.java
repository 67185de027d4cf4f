package io.github.edvr4j.video;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder of 8-bit PNG files with the frames' names; each file appears only when complete. */
public final class PngFolderSink implements FrameSink {
  private final Path folder;
  private final boolean overwrite;

  /**
   * Opens a folder, creating it where it doesn't exist.
   *
   * @param overwrite whether files in it may be replaced
   * @throws EdvrException of category OUTPUT if it can't be created
   */
  public static PngFolderSink create(Path folder, boolean overwrite) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new EdvrException(
          Category.OUTPUT, "%s: the folder can't be created: %s".formatted(folder, e), e);
    }
    return new PngFolderSink(folder, overwrite);
  }

  private PngFolderSink(Path folder, boolean overwrite) {
    this.folder = folder;
    this.overwrite = overwrite;
  }

  /** The name of a frame that has none: 00000000.png upward. */
  static String numbered(long index) {
    return "%08d.png".formatted(index);
  }

  @Override
  public String description() {
    return "%s (PNG)".formatted(folder);
  }

  @Override
  public void write(TimedFrame frame) {
    Path target = folder.resolve(frame.name());
    try (PartialFile file = PartialFile.beside(target, overwrite)) {
      Png.write(frame.frame(), file.part());
      file.commit();
    } catch (IOException e) {
      throw new EdvrException(Category.OUTPUT, "%s: can't be written: %s".formatted(target, e), e);
    }
  }

  @Override
  public void finish() {}

  @Override
  public void close() {}
}
