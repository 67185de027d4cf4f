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
  private final List<Segments> folders;
  private final Manifest manifest;
  private final DiskRoom room;

  /**
   * @param folders that hold the segments; of one that lies in several the first is taken
   * @param manifest of all of them
   */
  SegmentJoin(List<Segments> folders, Manifest manifest, DiskRoom room) {
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
   *     damaged or don't belong together; OUTPUT if the file can't be written
   */
  public static void join(
      List<Path> folders,
      Path output,
      Optional<Path> input,
      boolean overwrite,
      Consumer<String> warnings) {
    List<Segments> all = folders.stream().map(Segments::new).toList();
    Manifest first = manifest(all.getFirst());
    all.forEach(other -> requireSame(first, all.getFirst(), other));
    requireContainer(first, output);
    Optional<Path> copied = first.input().map(was -> input.orElse(Path.of(was)));
    copied.ifPresent(file -> requireInput(first, file));
    Path folder = PartialFile.folderOf(output, overwrite);
    new SegmentJoin(all, first, DiskRoom.of(folder, warnings))
        .write(output, overwrite, copied, warnings);
    Segments.of(output).deleteIfEmpty();
  }

  private static Manifest manifest(Segments folder) {
    return folder
        .manifest()
        .orElseThrow(
            () ->
                new EdvrException(
                    Category.INPUT,
                    "%s: holds no segments of a video; name the folder that 'edvr restore' has made beside its output"
                        .formatted(folder.folder())));
  }

  private static void requireSame(Manifest first, Segments firstFolder, Segments other) {
    List<String> differences = first.differences(manifest(other).facts());
    if (!differences.isEmpty()) {
      throw new EdvrException(
          Category.INPUT,
          "%s and %s don't belong together: %s in the second"
              .formatted(firstFolder.folder(), other.folder(), String.join("; ", differences)));
    }
  }

  private static void requireContainer(Manifest manifest, Path output) {
    String wanted = Container.of(output).name();
    String made = String.valueOf(manifest.facts().get(SegmentedVideo.CONTAINER));
    if (!wanted.equals(made)) {
      throw new EdvrException(
          Category.USAGE,
          "%s: the segments were made for %s; let the output end like that"
              .formatted(output, Container.named(made).label()));
    }
  }

  private static void requireInput(Manifest manifest, Path file) {
    if (!Files.exists(file)) {
      throw new EdvrException(
          Category.INPUT,
          "%s: isn't there; its sound and all else beside the frames are copied from it: say with --input where it is"
              .formatted(file));
    }
    String now = Fingerprint.of(file);
    if (!now.equals(manifest.facts().getOrDefault(SegmentedVideo.INPUT, now))) {
      throw new EdvrException(
          Category.INPUT, "%s: isn't the file that the segments were made of".formatted(file));
    }
  }

  /**
   * @param copied what is copied beside the frames
   */
  void write(Path output, boolean overwrite, Optional<Path> copied, Consumer<String> warnings) {
    List<SegmentReader> readers = readers();
    SinkOptions options =
        new SinkOptions(overwrite, copied, manifest.cut(), manifest.encoding(), warnings);
    long bytes = readers.stream().mapToLong(SegmentReader::bytes).sum();
    while (!attempt(output, options, readers, bytes)) {
      bytes = Math.max(bytes, room.free()) + 1;
    }
  }

  /** False if the disk was too full. */
  private boolean attempt(
      Path output, SinkOptions options, List<SegmentReader> readers, long bytes) {
    room.await(bytes);
    Path part = Segments.of(output).unfinished(output.getFileName());
    ClipInfo stored = UprightSink.stored(Container.of(output).saysRotation(), manifest.clip());
    try (VideoSink sink = VideoSink.joining(part, output, stored, options)) {
      try {
        DecodeTimes times = DecodeTimes.of(readers);
        readers.forEach(reader -> sink.append(reader, times));
        sink.finish();
        return true;
      } catch (EdvrException e) {
        if (!room.isFull()) {
          throw e;
        }
        return false;
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
      readers.add(new SegmentReader(file.get()));
    }
    return readers;
  }

  private long length() {
    return folders.stream()
        .map(Segments::length)
        .flatMapToLong(OptionalLong::stream)
        .findFirst()
        .orElseThrow(() -> missing("the end of the clip"));
  }

  private Optional<Path> find(long index) {
    return folders.stream().map(folder -> folder.segment(index)).filter(Files::exists).findFirst();
  }

  private EdvrException missing(String what) {
    return new EdvrException(
        Category.INPUT,
        "%s: %s is missing; the command that made the others makes it, with or without --segment"
            .formatted(folders.getFirst().folder(), what));
  }
}
