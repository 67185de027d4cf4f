package io.github.edvr4j.video;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A video file in segments, which lie in a folder beside it until they are joined. */
final class VideoSegments implements Pieces {
  private final Path output;
  private final ClipInfo clip;
  private final ClipInfo stored;
  private final Container container;
  private final Encoding encoding;
  private final SinkOptions options;
  private final int segmentFrames;
  private final RunFiles files;
  private final Segments segments;
  private final DiskRoom room;

  VideoSegments(
      Path output,
      ClipInfo clip,
      SinkOptions options,
      int segmentFrames,
      RunFiles files,
      DiskRoom room) {
    this.output = output;
    this.clip = clip;
    this.options = options;
    this.segmentFrames = segmentFrames;
    this.files = files;
    this.room = room;
    segments = new Segments(files.folder());
    container = Container.of(output);
    stored = UprightSink.stored(container.saysRotation(), clip);
    encoding =
        Encoding.choose(
            output.toString(), container, stored, options.encoding(), options.warnings());
  }

  @Override
  public int frames() {
    return segmentFrames;
  }

  @Override
  public SequencedMap<String, String> facts() {
    SequencedMap<String, String> facts = new LinkedHashMap<>();
    facts.put(SegmentJoin.CONTAINER, container.name());
    facts.put("encoder", encoding.encoder().name());
    facts.put("pixel format", encoding.pixelFormat());
    facts.put("encoder options", new TreeMap<>(encoding.options()).toString());
    facts.put("encoder threads", Integer.toString(encoding.threads()));
    facts.put("output size", stored.width() + "x" + stored.height());
    facts.put("segment frames", Integer.toString(segmentFrames));
    return facts;
  }

  @Override
  public String description() {
    return encoding.description();
  }

  @Override
  public long memory() {
    return encoding.memory(stored);
  }

  @Override
  public String count(long pieces) {
    return pieces == 1 ? "1 segment" : pieces + " segments";
  }

  @Override
  public Path home() {
    return segments.folder();
  }

  @Override
  public boolean has(long index) {
    return segments.has(index);
  }

  @Override
  public long complete(FrameRange range) {
    return segments.count(range);
  }

  /** The segments and, beside them, the joined file. */
  @Override
  public long bytesNeeded(long missing) {
    long done = segments.count(FrameRange.ALL);
    long each = done > 0 ? segments.bytes() / done : segmentFrames * encoding.bytesPerFrame(stored);
    return each * (missing + missing + done);
  }

  @Override
  public FrameSink sink(long index) {
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
                index,
                segments,
                room,
                options.warnings()));
  }

  @Override
  public void discard(FrameRange range) {
    segments.delete(range);
  }

  @Override
  public void join(Manifest manifest, Consumer<Path> whenComplete) {
    new SegmentJoin(List.of(files), manifest, room)
        .write(output, options.overwrite(), options.copyFrom(), whenComplete, options.warnings());
  }

  @Override
  public void abandon() {}
}
