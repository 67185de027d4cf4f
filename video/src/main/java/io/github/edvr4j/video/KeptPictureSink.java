package io.github.edvr4j.video;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.files.FileFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** PNG files of a folder, each of which stays once it is complete, however the run ends. */
final class KeptPictureSink implements FrameSink {
  private final Path folder;
  private final PngDepth depth;
  private final boolean overwrite;
  private final PictureJournal journal;
  private final PatientFile entries;
  private final DiskRoom room;
  private long next;

  /**
   * @param first the number of the first frame
   */
  KeptPictureSink(
      Path folder,
      PngDepth depth,
      boolean overwrite,
      PictureJournal journal,
      long first,
      DiskRoom room) {
    this.folder = folder;
    this.depth = depth;
    this.overwrite = overwrite;
    this.journal = journal;
    this.room = room;
    next = first;
    entries = journal.open(room);
  }

  @Override
  public void write(TimedFrame frame) {
    Path target = folder.resolve(frame.name());
    if (!overwrite && Files.exists(target)) {
      throw PartialFile.alreadyThere(target);
    }
    Path unfinished = journal.unfinished(frame.name());
    try (PatientFile file = PatientFile.create(unfinished, room)) {
      byte[] png = Png.encode(frame.frame(), frame.alpha(), depth.isDeep());
      file.write(png);
      file.force();
      PictureJournal.Entry entry = new PictureJournal.Entry(next, frame.name(), png.length);
      journal.enter(entry, entries);
      file.commitTo(target);
      journal.entered(entry);
      next++;
    } catch (IOException e) {
      throw new EdvrException(
          Category.OUTPUT, "%s: can't be written: %s".formatted(target, FileFailure.reason(e)), e);
    } finally {
      delete(unfinished);
    }
  }

  private static void delete(Path unfinished) {
    try {
      Files.deleteIfExists(unfinished);
    } catch (IOException e) {
      throw new EdvrException(
          Category.OUTPUT,
          "%s: can't be deleted: %s".formatted(unfinished, FileFailure.reason(e)),
          e);
    }
  }

  @Override
  public void finish() {}

  @Override
  public String description() {
    return depth.description();
  }

  @Override
  public long memory() {
    return 0;
  }

  @Override
  public void cancel() {
    room.cancel();
  }

  @Override
  public void close() {
    try {
      entries.close();
    } catch (IOException e) {
      throw new EdvrException(
          Category.OUTPUT, "%s: can't be written: %s".formatted(folder, FileFailure.reason(e)), e);
    }
  }
}
