package io.github.edvr4j.video;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.files.FileFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;

/**
 * A video file, or a folder of PNG files, that is made in pieces which outlive whatever ends the
 * program. A run that is told to make the same frames goes on with the pieces that are missing; the
 * result is the same however often it was interrupted.
 *
 * <p>A video's pieces are segments, which lie in a folder beside it until they are joined. Those of
 * a folder are its pictures; what is known of them lies in a folder within until all are there.
 */
public final class ResumableOutput implements AutoCloseable {
  /** The fact by which the input is known again. */
  public static final String INPUT = "input";

  private static final int UNKNOWN = -1;

  private final Path output;
  private final ClipInfo clip;
  private final SinkOptions options;
  private final RunFiles files;
  private final Pieces pieces;
  private final DiskRoom room;
  private final SequencedMap<String, String> facts = new LinkedHashMap<>();
  private Optional<FileChannel> lock = Optional.empty();
  private FrameRange mine = FrameRange.ALL;
  private OptionalLong expected = OptionalLong.empty();
  private boolean found;
  private volatile boolean complete;

  /**
   * Prepares an output; nothing is written before {@link #begin}.
   *
   * @param output a video, whose extension names the container, or, ending in a slash, a folder for
   *     PNG files
   * @param clip the clip as it will be written
   * @param segmentFrames how many frames a segment of a video has, at least 1
   * @throws EdvrException of category OUTPUT if the container is unknown, the file exists though no
   *     run has made it, its folder doesn't exist, or no encoder takes frames of this size whole;
   *     USAGE if what is asked of the encoding can't be
   */
  public static ResumableOutput open(
      String output, ClipInfo clip, SinkOptions options, int segmentFrames) {
    Path path = PartialFile.path(output);
    RunFiles files = files(output);
    if (FrameSink.isFolder(output)) {
      DiskRoom room = DiskRoom.of(path, options.warnings());
      Pieces pictures = new PicturePieces(path, clip, options, files, room);
      return new ResumableOutput(path, clip, options, files, pictures, room);
    }
    boolean known = Files.exists(files.record());
    Path folder = PartialFile.folderOf(path, options.overwrite() || known);
    DiskRoom room = DiskRoom.of(folder, options.warnings());
    Pieces segments = new VideoSegments(path, clip, options, segmentFrames, files, room);
    return new ResumableOutput(path, clip, options, files, segments, room);
  }

  private ResumableOutput(
      Path output,
      ClipInfo clip,
      SinkOptions options,
      RunFiles files,
      Pieces pieces,
      DiskRoom room) {
    this.output = output;
    this.clip = clip;
    this.options = options;
    this.files = files;
    this.pieces = pieces;
    this.room = room;
  }

  private static RunFiles files(String output) {
    Path path = PartialFile.path(output);
    return FrameSink.isFolder(output) ? RunFiles.ofPictures(path) : RunFiles.ofVideo(path);
  }

  /**
   * Whether what is there under this name is the work of a run, finished or not. Whether it is that
   * of the same run, {@link #begin} finds out.
   */
  public static boolean isKnown(String output) {
    RunFiles files = files(output);
    return Files.exists(files.record())
        || FrameSink.isFolder(output) && Files.exists(files.folder());
  }

  /** Where the pieces lie. */
  public Path home() {
    return pieces.home();
  }

  /** What is written, in one phrase for the user. */
  public String description() {
    return pieces.description();
  }

  /** Memory that writing takes beside Java's, in bytes, roughly. */
  public long memory() {
    return pieces.memory();
  }

  /**
   * Begins to make the output, or goes on where another run ended.
   *
   * @param made what else could change a frame, in words: by the name of the thing its value
   * @param part the pieces that this process makes
   * @param frames how many frames there will be, about
   * @param resume whether what is there is kept
   * @throws EdvrException of category USAGE if what is there is of other frames, or the parts of a
   *     clip of unknown length are asked for; OUTPUT if another process is at work, nothing can be
   *     written, or the output's name leaves no room for those beside it
   */
  public void begin(
      SequencedMap<String, String> made, Part part, OptionalLong frames, boolean resume) {
    if (frames.isEmpty() && !part.equals(Part.WHOLE)) {
      throw new EdvrException(
          Category.USAGE,
          "how many frames there are isn't known, so they can't be shared out; say it with --frames");
    }
    expected = frames;
    mine = part.of((frames.orElse(0) + pieces.frames() - 1) / pieces.frames());
    facts.putAll(made);
    facts.put("FFmpeg", FFmpegBuild.load().identity());
    facts.putAll(pieces.facts());
    files.requireNames();
    lock = Optional.of(files.lock(mine));
    found = isFinished(resume);
    if (found) {
      return;
    }
    Optional<Manifest> left = resume ? manifest() : Optional.empty();
    if (left.isPresent()) {
      requireSame(left.get());
    } else {
      beginAnew(part);
    }
    sayIfTooLarge();
  }

  private Optional<Manifest> manifest() {
    return files.manifest("--no-resume begins anew");
  }

  /** Whether the output is complete; refuses one that is other than this run would make it. */
  private boolean isFinished(boolean resume) {
    Optional<Finished> finished = files.finished();
    if (finished.isEmpty() || Files.notExists(output)) {
      return false;
    }
    boolean untouched = finished.get().fingerprint().equals(Fingerprint.of(output));
    List<String> differences = finished.get().differences(facts);
    if (resume && untouched && differences.isEmpty()) {
      return true;
    }
    if (!options.overwrite()) {
      String why =
          differences.isEmpty()
              ? untouched ? "is complete" : "was changed after it had been completed"
              : "is there already, made otherwise: " + String.join("; ", differences);
      throw new EdvrException(
          Category.USAGE,
          "%s: %s; -y overwrites it, another name keeps both".formatted(output, why));
    }
    return false;
  }

  private void beginAnew(Part part) {
    pieces.discard(mine);
    if (part.equals(Part.WHOLE)) {
      files.clear();
    }
    files.write(
        new Manifest(
            facts,
            options.copyFrom().map(file -> file.toAbsolutePath().toString()),
            options.cut(),
            clip,
            options.encoding(),
            pieces.frames()),
        room);
  }

  private void sayIfTooLarge() {
    if (expected.isEmpty()) {
      return;
    }
    long all = (expected.getAsLong() + pieces.frames() - 1) / pieces.frames();
    long needed = pieces.bytesNeeded(Math.max(0, all - pieces.complete(FrameRange.ALL)));
    OptionalLong free = room.free();
    if (free.isPresent() && needed > free.getAsLong()) {
      options
          .warnings()
          .accept(
              "%s: about %s are needed until it is complete, and %s are free; the run waits where the disk is full, and goes on when there is room"
                  .formatted(
                      output, DiskRoom.megabytes(needed), DiskRoom.megabytes(free.getAsLong())));
    }
  }

  private void requireSame(Manifest left) {
    List<String> differences = left.differences(facts);
    if (!differences.isEmpty()) {
      throw new EdvrException(
          Category.USAGE,
          "%s holds %s of a run that makes other frames: %s; go on with that run's command, or begin anew with --no-resume"
              .formatted(
                  home(),
                  pieces.count(pieces.complete(FrameRange.ALL)),
                  String.join("; ", differences)));
    }
  }

  /** Whether {@link #begin} found the output complete, made by a run of the same frames. */
  public boolean wasComplete() {
    return found;
  }

  /** How many frames this process is about to make or has made, about; empty if nobody knows. */
  public OptionalLong expectedFrames() {
    OptionalLong all = files.length().isPresent() ? files.length() : expected;
    return all.isPresent()
        ? OptionalLong.of(
            Math.max(0, Math.min(all.getAsLong(), frames(mine).end()) - frames(mine).first()))
        : all;
  }

  /** How many of them are done. */
  public long framesDone() {
    long done = pieces.complete(mine) * pieces.frames();
    return expectedFrames().isPresent() ? Math.min(done, expectedFrames().getAsLong()) : done;
  }

  /** The frames that are to be made, each range in a run of its own; none if all are there. */
  public List<FrameRange> missing() {
    if (found) {
      return List.of();
    }
    long last = files.length().orElse(Long.MAX_VALUE);
    long all = last == Long.MAX_VALUE ? last : (last + pieces.frames() - 1) / pieces.frames();
    long end = Math.min(mine.end(), all);
    long there = pieces.complete(mine);
    List<FrameRange> missing = new ArrayList<>();
    long first = UNKNOWN;
    long index = mine.first();
    for (; index < end && there > 0; index++) {
      boolean has = pieces.has(index);
      if (!has && first == UNKNOWN) {
        first = index;
      } else if (has && first != UNKNOWN) {
        missing.add(frames(new FrameRange(first, index)));
        first = UNKNOWN;
      }
      there -= has ? 1 : 0;
    }
    long rest = first == UNKNOWN ? index : first;
    if (rest < end) {
      missing.add(frames(new FrameRange(rest, end)));
    }
    return missing;
  }

  private FrameRange frames(FrameRange of) {
    return new FrameRange(
        of.first() * pieces.frames(),
        of.end() == Long.MAX_VALUE ? of.end() : of.end() * pieces.frames());
  }

  /**
   * Takes the frames of a range that is missing. A sink that is closed before it has finished
   * deletes the piece that isn't complete and keeps the others.
   */
  public FrameSink sink(FrameRange range) {
    return pieces.sink(range.first() / pieces.frames());
  }

  /**
   * Says how many frames the clip has, once that is known.
   *
   * @throws EdvrException of category OUTPUT if it can't be written down
   */
  public void ends(long frames) {
    files.writeLength(frames, room);
  }

  /**
   * Completes the output, of which all pieces are there: joins segments, with what is copied beside
   * them. What served to go on is deleted.
   *
   * @param remember whether it stays known that the output is complete, for a command that is given
   *     again
   * @throws EdvrException of category INPUT if segments are missing or damaged, OUTPUT if the
   *     output can't be written; the pieces stay then
   */
  public void complete(boolean remember) {
    boolean stays = remember;
    if (found) {
      stays |= files.finished().map(Finished::remembered).orElse(false);
    } else {
      pieces.join(
          manifest().orElseThrow(),
          made -> files.write(new Finished(facts, Fingerprint.of(made), remember), room));
    }
    complete = true;
    files.delete();
    if (!stays) {
      files.forget();
    }
  }

  /** Whether the output is complete. */
  public boolean isComplete() {
    return complete;
  }

  /** Lets nobody wait any longer for room on a full disk; from any thread. */
  public void cancel() {
    room.cancel();
  }

  /** Leaves the pieces to a later run; where there are none, nothing stays. */
  @Override
  public synchronized void close() {
    if (lock.isPresent()) {
      release(lock.get());
      lock = Optional.empty();
      if (complete) {
        files.deleteIfEmpty();
      } else if (pieces.complete(FrameRange.ALL) == 0) {
        abandon();
      }
    }
  }

  private void abandon() {
    try (FileChannel all = files.lock(FrameRange.ALL)) {
      files.delete();
    } catch (EdvrException | IOException e) {
      // Another process makes another part.
      return;
    }
    files.deleteIfEmpty();
    pieces.abandon();
  }

  private static void release(FileChannel held) {
    try {
      held.close();
    } catch (IOException e) {
      throw new EdvrException(Category.OUTPUT, "can't release a lock: " + FileFailure.reason(e), e);
    }
  }
}
