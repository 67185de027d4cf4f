package io.github.edvr4j.video;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * A video file that is made in segments, which outlive whatever ends the program: they lie in a
 * folder beside the output until they are joined. A run that is told to make the same frames goes
 * on with the segments that are missing; the joined file is the same however often it was
 * interrupted.
 */
public final class SegmentedVideo implements AutoCloseable {
  /** The fact by which the input is known again. */
  public static final String INPUT = "input";

  static final String CONTAINER = "container";

  private static final int UNKNOWN = -1;

  private final Path output;
  private final ClipInfo stored;
  private final ClipInfo clip;
  private final Container container;
  private final Encoding encoding;
  private final SinkOptions options;
  private final int segmentFrames;
  private final Segments segments;
  private final DiskRoom room;
  private Optional<FileChannel> lock = Optional.empty();
  private FrameRange mine = FrameRange.ALL;
  private OptionalLong expected = OptionalLong.empty();
  private volatile boolean joined;

  /**
   * Prepares a video file; nothing is written before {@link #begin}.
   *
   * @param output its extension names the container
   * @param clip the clip as it will be written
   * @param segmentFrames how many frames a segment has, at least 1
   * @throws EdvrException of category OUTPUT if the container is unknown, the file exists, its
   *     folder doesn't, or no encoder takes frames of this size whole; USAGE if what is asked of
   *     the encoding can't be
   */
  public SegmentedVideo(Path output, ClipInfo clip, SinkOptions options, int segmentFrames) {
    this.output = output;
    this.clip = clip;
    this.options = options;
    this.segmentFrames = segmentFrames;
    container = Container.of(output);
    stored = UprightSink.stored(container.saysRotation(), clip);
    encoding =
        Encoding.choose(
            output.toString(), container, stored, options.encoding(), options.warnings());
    Path folder = PartialFile.folderOf(output, options.overwrite());
    segments = Segments.of(output);
    room = DiskRoom.of(folder, options.warnings());
  }

  /** Where the segments lie until they are joined. */
  public Path folder() {
    return segments.folder();
  }

  /** What is written, in one phrase for the user. */
  public String description() {
    return encoding.description();
  }

  /** Memory that encoding takes beside Java's, in bytes, roughly. */
  public long memory() {
    return encoding.memory(stored);
  }

  /** What of the encoding could change a frame, in words. */
  private SequencedMap<String, String> facts() {
    SequencedMap<String, String> facts = new LinkedHashMap<>();
    facts.put(CONTAINER, container.name());
    facts.put("encoder", encoding.encoder().name());
    facts.put("pixel format", encoding.pixelFormat());
    facts.put("encoder options", new TreeMap<>(encoding.options()).toString());
    facts.put("encoder threads", Integer.toString(encoding.threads()));
    facts.put("FFmpeg", FFmpegBuild.load().identity());
    facts.put("output size", "%dx%d".formatted(stored.width(), stored.height()));
    facts.put("segment frames", Integer.toString(segmentFrames));
    return facts;
  }

  /**
   * Begins to make the video, or goes on where another run ended.
   *
   * @param made what else could change a frame, in words: by the name of the thing its value
   * @param part the segments that this process makes
   * @param frames how many frames there will be, about
   * @param resume whether segments that are there are kept
   * @throws EdvrException of category USAGE if they are of other frames, or the parts of a clip of
   *     unknown length are asked for; OUTPUT if another process makes them or they can't be written
   */
  public void begin(
      SequencedMap<String, String> made, Part part, OptionalLong frames, boolean resume) {
    if (frames.isEmpty() && !part.equals(Part.WHOLE)) {
      throw new EdvrException(
          Category.USAGE,
          "how many frames there are isn't known, so they can't be shared out; say it with --frames");
    }
    expected = frames;
    mine = part.of((frames.orElse(0) + segmentFrames - 1) / segmentFrames);
    lock = Optional.of(segments.lock(mine));
    Optional<Manifest> found = resume ? segments.manifest() : Optional.empty();
    SequencedMap<String, String> facts = new LinkedHashMap<>(made);
    facts.putAll(facts());
    if (found.isPresent()) {
      requireSame(found.get(), facts);
    } else {
      write(facts, part);
    }
    sayIfTooLarge();
  }

  private void write(SequencedMap<String, String> facts, Part part) {
    if (part.equals(Part.WHOLE)) {
      lock.ifPresent(SegmentedVideo::release);
      segments.delete();
      lock = Optional.of(segments.lock(mine));
    }
    segments.write(
        new Manifest(
            facts,
            options.copyFrom().map(file -> file.toAbsolutePath().toString()),
            options.cut(),
            clip,
            options.encoding(),
            segmentFrames),
        room);
  }

  /** The segments and, beside them, the joined file. */
  private void sayIfTooLarge() {
    if (expected.isEmpty()) {
      return;
    }
    long done = segments.count(FrameRange.ALL);
    long all = (expected.getAsLong() + segmentFrames - 1) / segmentFrames;
    long each = done > 0 ? segments.bytes() / done : segmentFrames * encoding.bytesPerFrame(stored);
    long needed = each * (Math.max(0, all - done) + all);
    if (needed > room.free()) {
      options
          .warnings()
          .accept(
              "%s: about %s are needed for its segments and for joining them, and %s are free; the run waits where the disk is full, and goes on when there is room"
                  .formatted(output, DiskRoom.megabytes(needed), DiskRoom.megabytes(room.free())));
    }
  }

  private void requireSame(Manifest found, Map<String, String> facts) {
    List<String> differences = found.differences(facts);
    if (!differences.isEmpty()) {
      throw new EdvrException(
          Category.USAGE,
          "%s holds %s of a run that makes other frames: %s; go on with that run's command, or begin anew with --no-resume"
              .formatted(
                  folder(),
                  segments.count(FrameRange.ALL) == 1
                      ? "1 segment"
                      : segments.count(FrameRange.ALL) + " segments",
                  String.join("; ", differences)));
    }
  }

  /** How many frames this process is about to make or has made, about; empty if nobody knows. */
  public OptionalLong expectedFrames() {
    OptionalLong all = segments.length().isPresent() ? segments.length() : expected;
    return all.isPresent()
        ? OptionalLong.of(
            Math.max(0, Math.min(all.getAsLong(), frames(mine).end()) - frames(mine).first()))
        : all;
  }

  /** How many of them are done. */
  public long framesDone() {
    long done = segments.count(mine) * segmentFrames;
    return expectedFrames().isPresent() ? Math.min(done, expectedFrames().getAsLong()) : done;
  }

  /** The frames that are to be made, each range in a run of its own; none if all are there. */
  public List<FrameRange> missing() {
    long last = segments.length().orElse(Long.MAX_VALUE);
    long all = last == Long.MAX_VALUE ? last : (last + segmentFrames - 1) / segmentFrames;
    long end = Math.min(mine.end(), all);
    long there = segments.count(mine);
    List<FrameRange> missing = new ArrayList<>();
    long first = UNKNOWN;
    long index = mine.first();
    for (; index < end && there > 0; index++) {
      boolean has = segments.has(index);
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
        of.first() * segmentFrames,
        of.end() == Long.MAX_VALUE ? of.end() : of.end() * segmentFrames);
  }

  /**
   * Takes the frames of a range that is missing. A sink that is closed before it has finished
   * deletes the segment that isn't complete and keeps the others.
   */
  public FrameSink sink(FrameRange range) {
    return UprightSink.where(
        container.saysRotation(),
        clip,
        upright ->
            new SegmentSink(
                output.toString(),
                container,
                encoding,
                upright,
                segmentFrames,
                range.first() / segmentFrames,
                segments,
                room,
                options.warnings()));
  }

  /**
   * Says how many frames the clip has, once that is known.
   *
   * @throws EdvrException of category OUTPUT if it can't be written down
   */
  public void ends(long frames) {
    segments.writeLength(frames, room);
  }

  /**
   * Joins the segments to the output, with what is copied beside them, and deletes them.
   *
   * @throws EdvrException of category INPUT if segments are missing or damaged, OUTPUT if the
   *     output can't be written; the segments stay then
   */
  public void join() {
    new SegmentJoin(List.of(segments), segments.manifest().orElseThrow(), room)
        .write(output, options.overwrite(), options.copyFrom(), options.warnings());
    joined = true;
    segments.delete();
  }

  /** Whether the output is complete. */
  public boolean isJoined() {
    return joined;
  }

  /** Lets {@link #join} wait no longer for room on a full disk; from any thread. */
  public void cancel() {
    room.cancel();
  }

  /** Leaves the segments to a later run; where there are none, nothing stays. */
  @Override
  public synchronized void close() {
    lock.ifPresent(
        held -> {
          if (segments.count(FrameRange.ALL) == 0) {
            segments.delete();
          }
          release(held);
        });
    lock = Optional.empty();
  }

  private static void release(FileChannel held) {
    try {
      held.close();
    } catch (IOException e) {
      throw new EdvrException(Category.OUTPUT, "can't release a lock: " + e, e);
    }
  }
}
