package io.github.edvr4j.video;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Makes one video file of segments, whose packets it takes as they are. */
public final class SegmentJoin {
  /** The fact that says for which container segments were made. */
  static final String CONTAINER = "container";

  private final List<RunFiles> folders;
  private final Manifest manifest;
  private final DiskRoom room;

  /**
   * @param folders that hold the segments; of one that lies in several the first is taken
   * @param manifest of all of them
   */
  SegmentJoin(List<RunFiles> folders, Manifest manifest, DiskRoom room) {
    this.folders = folders;
    this.manifest = manifest;
    this.room = room;
  }

  /**
   * Joins what several machines have made.
   *
   * @param folders in which their segments lie
   * @param output must have the extension that the segments were made for
   * @param input the file that the frames come from, where it isn't any more where it was
   * @param overwrite whether an existing output may be replaced
   * @param warnings takes one line for everything that the output cannot hold
   * @throws EdvrException of category INPUT if a folder holds no segments, or segments are missing,
   *     damaged or don't belong together; OUTPUT if the file can't be written or another process
   *     makes it
   */
  public static void join(
      List<Path> folders,
      Path output,
      Optional<Path> input,
      boolean overwrite,
      Consumer<String> warnings) {
    List<RunFiles> all = folders.stream().map(RunFiles::in).toList();
    Manifest first = manifest(all.getFirst());
    all.forEach(other -> requireSame(first, all.getFirst(), other));
    requireContainer(first, all.getFirst().folder(), output);
    Optional<Path> copied = first.input().map(was -> input.orElse(Path.of(was)));
    copied.ifPresent(file -> requireInput(first, file));
    Path folder = PartialFile.folderOf(output, overwrite);
    try (JoinFolder _ = JoinFolder.beside(output)) {
      new SegmentJoin(all, first, DiskRoom.of(folder, warnings))
          .write(output, overwrite, copied, complete -> {}, warnings);
    }
  }

  private static Manifest manifest(RunFiles folder) {
    Optional<Manifest> manifest =
        Files.isDirectory(folder.folder())
            ? folder.manifest("make its segments anew")
            : Optional.empty();
    return manifest
        .filter(found -> found.facts().containsKey(CONTAINER))
        .orElseThrow(
            () ->
                new EdvrException(
                    Category.INPUT,
                    "%s: holds no segments of a video; name the folder that 'edvr restore' has made beside its output"
                        .formatted(folder.folder())));
  }

  private static void requireSame(Manifest first, RunFiles firstFolder, RunFiles other) {
    List<String> differences = first.differences(manifest(other).facts());
    if (!differences.isEmpty()) {
      throw new EdvrException(
          Category.INPUT,
          "%s and %s don't belong together: %s in the second"
              .formatted(firstFolder.folder(), other.folder(), String.join("; ", differences)));
    }
  }

  private static void requireContainer(Manifest manifest, Path segments, Path output) {
    String wanted = Container.of(output).name();
    String made = String.valueOf(manifest.facts().get(CONTAINER));
    if (!wanted.equals(made)) {
      throw new EdvrException(
          Category.USAGE,
          "%s: the segments were made for %s; let the output end like that"
              .formatted(
                  output, Container.find(made).orElseThrow(() -> unknown(made, segments)).label()));
    }
  }

  private static EdvrException unknown(String container, Path segments) {
    return new EdvrException(
        Category.INPUT,
        "%s: its manifest names a container that this FFmpeg doesn't know (%s); make its segments anew with --no-resume"
            .formatted(segments, container));
  }

  private static void requireInput(Manifest manifest, Path file) {
    if (!Files.exists(file)) {
      throw new EdvrException(
          Category.INPUT,
          "%s: isn't there; its sound and all else beside the frames are copied from it: say with --input where it is"
              .formatted(file));
    }
    String now = Fingerprint.of(file);
    if (!now.equals(manifest.facts().getOrDefault(ResumableOutput.INPUT, now))) {
      throw new EdvrException(
          Category.INPUT, "%s: isn't the file that the segments were made of".formatted(file));
    }
  }

  private enum Attempt {
    DONE,
    /** The disk was full, until the unfinished file was deleted. */
    FULL,
    /** Something else had no room, and has by now. */
    REFUSED
  }

  /**
   * @param copied what is copied beside the frames
   * @param whenComplete is told of the file before it is put in its place
   */
  void write(
      Path output,
      boolean overwrite,
      Optional<Path> copied,
      Consumer<Path> whenComplete,
      Consumer<String> warnings) {
    List<SegmentReader> readers = readers();
    SinkOptions options =
        new SinkOptions(overwrite, copied, manifest.cut(), manifest.encoding(), warnings);
    long bytes = readers.stream().mapToLong(SegmentReader::bytes).sum();
    Attempt last = attempt(output, options, readers, bytes, whenComplete);
    while (last != Attempt.DONE) {
      if (last == Attempt.FULL) {
        long tooLittle = Math.max(bytes, room.free().orElse(0));
        // How much is copied beside the segments isn't known: a twentieth more each time.
        bytes = tooLittle + Math.max(DiskRoom.PROBE, tooLittle / 20);
      }
      last = attempt(output, options, readers, bytes, whenComplete);
    }
  }

  private Attempt attempt(
      Path output,
      SinkOptions options,
      List<SegmentReader> readers,
      long bytes,
      Consumer<Path> whenComplete) {
    room.await(bytes);
    Path part = new Segments(RunFiles.ofVideo(output).folder()).joined(output);
    ClipInfo stored = UprightSink.stored(Container.of(output).saysRotation(), manifest.clip());
    try (VideoSink sink = VideoSink.joining(part, output, stored, options, whenComplete)) {
      try {
        DecodeTimes times = DecodeTimes.of(readers);
        readers.forEach(reader -> sink.append(reader, times));
        sink.finish();
        return Attempt.DONE;
      } catch (EdvrException e) {
        if (room.isFull()) {
          return Attempt.FULL;
        }
        room.awaitAfter(e, 0);
        return Attempt.REFUSED;
      }
    }
  }

  private List<SegmentReader> readers() {
    long length = length();
    int each = manifest.segmentFrames();
    List<SegmentReader> readers = new ArrayList<>();
    for (long index = 0; index * each < length; index++) {
      Optional<Path> file = find(index);
      if (file.isEmpty()) {
        throw missing(
            "the segment of frames %d to %d".formatted(index * each, (index + 1) * each - 1));
      }
      SegmentReader reader = new SegmentReader(file.get());
      if (!readers.isEmpty() && reader.firstPts() <= readers.getLast().firstPts()) {
        throw misnamed(file.get());
      }
      readers.add(reader);
    }
    return readers;
  }

  private static EdvrException misnamed(Path segment) {
    return new EdvrException(
        Category.INPUT,
        "%s: doesn't follow the segment before it, so one of the two isn't the one that its name says; delete both, and the command that made them makes them anew"
            .formatted(segment));
  }

  private long length() {
    return folders.stream()
        .map(RunFiles::length)
        .flatMapToLong(OptionalLong::stream)
        .findFirst()
        .orElseThrow(() -> missing("the end of the clip"));
  }

  private Optional<Path> find(long index) {
    return folders.stream()
        .map(files -> new Segments(files.folder()).segment(index))
        .filter(Files::exists)
        .findFirst();
  }

  private EdvrException missing(String what) {
    return new EdvrException(
        Category.INPUT,
        "%s: %s is missing; the command that made the others makes it, with or without --segment"
            .formatted(folders.getFirst().folder(), what));
  }
}
