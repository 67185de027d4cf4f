package io.github.edvr4j.video;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.files.FileFailure;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;

/** A folder of PNG files, each of them a piece. */
final class PicturePieces implements Pieces {
  private final Path folder;
  private final ClipInfo clip;
  private final SinkOptions options;
  private final PngDepth depth;
  private final RunFiles files;
  private final DiskRoom room;
  private final boolean newFolder;
  private Optional<PictureJournal> journal = Optional.empty();

  PicturePieces(Path folder, ClipInfo clip, SinkOptions options, RunFiles files, DiskRoom room) {
    this.folder = folder;
    this.clip = clip;
    this.options = options;
    this.files = files;
    this.room = room;
    newFolder = Files.notExists(folder);
    depth = PngDepth.of(folder, clip, options.encoding());
    options
        .copyFrom()
        .ifPresent(file -> PngFolderSink.sayWhatIsLeft(folder, file, options.warnings()));
  }

  /** Read when the lock is held. */
  private synchronized PictureJournal journal() {
    PictureJournal read = journal.orElseGet(() -> new PictureJournal(folder, files));
    journal = Optional.of(read);
    return read;
  }

  @Override
  public int frames() {
    return 1;
  }

  @Override
  public SequencedMap<String, String> facts() {
    ClipInfo stored = UprightSink.stored(false, clip);
    SequencedMap<String, String> facts = new LinkedHashMap<>();
    facts.put("pictures", "png");
    facts.put("pixel format", depth.pixelFormat());
    facts.put("output size", stored.width() + "x" + stored.height());
    return facts;
  }

  @Override
  public String description() {
    return depth.description();
  }

  @Override
  public long memory() {
    return 0;
  }

  @Override
  public String count(long pieces) {
    return pieces == 1 ? "1 picture" : pieces + " pictures";
  }

  @Override
  public Path home() {
    return folder;
  }

  @Override
  public boolean has(long index) {
    return journal().has(index);
  }

  @Override
  public long complete(FrameRange range) {
    return journal().count(range);
  }

  @Override
  public long bytesNeeded(long missing) {
    long done = journal().count(FrameRange.ALL);
    long each =
        done > 0
            ? journal().bytes() / done
            : (long) depth.bytesPerPixel() * clip.width() * clip.height() / 2;
    return each * missing;
  }

  @Override
  public FrameSink sink(long index) {
    return UprightSink.where(
        false,
        clip,
        upright -> new KeptPictureSink(folder, depth, options.overwrite(), journal(), index, room));
  }

  @Override
  public void discard(FrameRange range) {
    journal().discard(range);
    journal = Optional.empty();
  }

  @Override
  public void join(Manifest manifest, Consumer<Path> whenComplete) {
    whenComplete.accept(folder);
  }

  @Override
  public void abandon() {
    try {
      if (newFolder) {
        Files.deleteIfExists(folder);
      }
    } catch (DirectoryNotEmptyException e) {
      // Somebody else's files are in it: it stays.
    } catch (IOException e) {
      throw new EdvrException(
          Category.OUTPUT, "%s: can't be deleted: %s".formatted(folder, FileFailure.reason(e)), e);
    }
  }
}
