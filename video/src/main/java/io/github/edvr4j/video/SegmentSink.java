package io.github.edvr4j.video;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_free;

import io.github.edvr4j.EdvrException;
import java.util.Optional;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;

/**
 * Encodes frames segment by segment, each with an encoder of its own that knows nothing of the ones
 * before: so a segment has the same packets, whichever segments this run has made before it.
 */
final class SegmentSink implements FrameSink {
  private final String output;
  private final Container container;
  private final Encoding encoding;
  private final ClipInfo clip;
  private final int segmentFrames;
  private final Segments segments;
  private final DiskRoom room;
  private final Consumer<String> warnings;
  private long index;
  private int frames;
  private Optional<Open> open = Optional.empty();

  private record Open(VideoEncoder encoder, SegmentWriter writer) implements AutoCloseable {
    @Override
    public void close() {
      encoder.close();
      writer.close();
    }
  }

  /**
   * @param output what messages call the file
   * @param index of the first segment
   */
  SegmentSink(
      String output,
      Container container,
      Encoding encoding,
      ClipInfo clip,
      int segmentFrames,
      long index,
      Segments segments,
      DiskRoom room,
      Consumer<String> warnings) {
    this.output = output;
    this.container = container;
    this.encoding = encoding;
    this.clip = encoding.asSaid(clip, container);
    this.segmentFrames = segmentFrames;
    this.index = index;
    this.segments = segments;
    this.room = room;
    this.warnings = warnings;
  }

  @Override
  public void write(TimedFrame frame) {
    Open now = open.orElseGet(this::begin);
    open = Optional.of(now);
    now.writer.frame(frame);
    now.encoder.encode(frame, now.writer::add);
    frames++;
    if (frames == segmentFrames) {
      complete(now);
    }
  }

  private Open begin() {
    VideoEncoder encoder =
        new VideoEncoder(output, encoding, clip, container.wantsGlobalHeader(), warnings);
    AVCodecParameters described = avcodec_parameters_alloc();
    try {
      encoder.describe(described);
      return new Open(
          encoder,
          new SegmentWriter(
              segments.segment(index), described, FFmpeg.rational(encoder.timeBase()), room));
    } catch (RuntimeException e) {
      encoder.close();
      throw e;
    } finally {
      avcodec_parameters_free(described);
    }
  }

  private void complete(Open now) {
    now.encoder.finish(now.writer::add);
    now.writer.commit();
    close();
    frames = 0;
    index++;
  }

  @Override
  public void finish() {
    open.ifPresent(this::complete);
  }

  @Override
  public String description() {
    return encoding.description();
  }

  @Override
  public long memory() {
    return encoding.memory(clip);
  }

  @Override
  public void cancel() {
    room.cancel();
  }

  /**
   * Deletes the unfinished segment; complete ones stay.
   *
   * @throws EdvrException of category OUTPUT if that fails
   */
  @Override
  public void close() {
    open.ifPresent(Open::close);
    open = Optional.empty();
  }
}
