package io.github.edvr4j.video;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.files.FileFailure;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * A folder of PNG files, of 8 or 16 bits a sample, with the frames' names; each file appears only
 * when complete. Closed without {@link #finish}, it deletes what it added; files that it replaced
 * stay replaced.
 */
public final class PngFolderSink implements FrameSink {
  private final Path folder;
  private final PngDepth depth;
  private final boolean overwrite;
  private final boolean newFolder;
  private final List<Path> added = new ArrayList<>();
  private boolean over;

  /**
   * Opens a folder, creating it where it doesn't exist.
   *
   * @param clip its bit depth is kept
   * @throws EdvrException of category OUTPUT if it can't be created, USAGE if a codec or its
   *     options are asked for
   */
  public static PngFolderSink create(Path folder, ClipInfo clip, SinkOptions options) {
    PngDepth depth = PngDepth.of(folder, clip, options.encoding());
    boolean newFolder = Files.notExists(folder);
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new EdvrException(
          Category.OUTPUT,
          "%s: the folder can't be created: %s".formatted(folder, FileFailure.reason(e)),
          e);
    }
    options.copyFrom().ifPresent(clipFile -> sayWhatIsLeft(folder, clipFile, options.warnings()));
    return new PngFolderSink(folder, depth, options.overwrite(), newFolder);
  }

  /** Names the sound and the like of a clip, which pictures can't hold. */
  static void sayWhatIsLeft(Path folder, Path file, Consumer<String> warnings) {
    try (Demuxer demuxer = Demuxer.open(file)) {
      String others = StreamNames.beside(demuxer.bestVideo(), demuxer.context());
      if (!others.isEmpty()) {
        warnings.accept(
            "%s: PNG files hold the frames of %s, not %s; .mkv would keep all"
                .formatted(folder, file, others));
      }
    }
  }

  private PngFolderSink(Path folder, PngDepth depth, boolean overwrite, boolean newFolder) {
    this.folder = folder;
    this.depth = depth;
    this.overwrite = overwrite;
    this.newFolder = newFolder;
  }

  @Override
  public String description() {
    return depth.description();
  }

  @Override
  public long memory() {
    return 0;
  }

  /** The name of a frame that has none: 00000000.png upward. */
  static String numbered(long index) {
    return String.format(Locale.ROOT, "%08d.png", index);
  }

  @Override
  public void write(TimedFrame frame) {
    Path target = folder.resolve(frame.name());
    try (PartialFile file = PartialFile.beside(target, overwrite)) {
      Png.write(frame.frame(), frame.alpha(), depth.isDeep(), file.part());
      boolean replaces = Files.exists(target);
      file.commit();
      if (!replaces) {
        added.add(target);
      }
    } catch (IOException e) {
      throw new EdvrException(
          Category.OUTPUT, "%s: can't be written: %s".formatted(target, FileFailure.reason(e)), e);
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
          Category.OUTPUT,
          "%s: unfinished frames can't be deleted: %s".formatted(folder, FileFailure.reason(e)),
          e);
    }
  }
}
