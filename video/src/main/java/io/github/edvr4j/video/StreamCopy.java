package io.github.edvr4j.video;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_compare_ts;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVRational;

/**
 * Everything beside the restored frames, carried from one container to another: sound, subtitles,
 * other pictures, attachments and data as they are, packet by packet, chapters and metadata.
 *
 * <p>The source is read a second time, at the pace of the video that is written: nothing needs to
 * be held back while frames are being computed. A stream or packet that can't be copied is named
 * and left out; it never stops the frames.
 */
final class StreamCopy implements AutoCloseable {
  private final Path file;
  private final Demuxer source;
  private final AVFormatContext target;
  private final PacketWriter packets;
  private final Container container;
  private final AVRational timeBase = new AVRational();
  private final Consumer<String> warnings;

  /** Whether they move, by an offset that is known only when the output has begun. */
  private final boolean chaptersWait;

  private final Map<Integer, CopiedStream> streams = new HashMap<>();
  private final AVPacket packet = av_packet_alloc();
  private long offset;
  private boolean waiting;
  private boolean ended;
  private boolean closed;

  private StreamCopy(
      Path file,
      Demuxer source,
      AVStream video,
      AVFormatContext target,
      PacketWriter packets,
      Container container,
      Rational timeBase,
      SinkOptions options) {
    this.file = file;
    this.source = source;
    this.target = target;
    this.packets = packets;
    this.container = container;
    FFmpeg.set(this.timeBase, timeBase);
    warnings = options.warnings();
    boolean belowZero = video.start_time() < 0 && video.start_time() != AV_NOPTS_VALUE;
    chaptersWait = options.cut().start() || options.cut().end() || belowZero;
  }

  /**
   * Adds what a file has beside its best video to a muxer whose only stream so far is that video.
   *
   * @param packets writes to that muxer
   * @param timeBase of the video's times, here and in the other methods
   */
  static StreamCopy into(
      AVFormatContext target,
      PacketWriter packets,
      Container container,
      Path file,
      Rational timeBase,
      SinkOptions options) {
    Demuxer source = Demuxer.open(file);
    AVStream video = bestVideo(source);
    StreamCopy copy =
        new StreamCopy(file, source, video, target, packets, container, timeBase, options);
    try {
      copy.add(video, options.cut());
    } catch (RuntimeException e) {
      copy.close();
      throw e;
    }
    return copy;
  }

  private static AVStream bestVideo(Demuxer source) {
    try {
      return source.bestVideo();
    } catch (EdvrException e) {
      source.close();
      throw e;
    }
  }

  private void add(AVStream video, Cut cut) {
    new StreamMapping(file, source, target, container, cut, streams, warnings).addAllBut(video);
    source.only(stream -> streams.containsKey(stream.index()));
    ended = streams.isEmpty();
    if (source.context().nb_chapters() > 0 && !container.keepsChapters()) {
      warnings.accept(
          "%s: the chapters don't fit into %s and are left out; .mkv and .mp4 keep them"
              .formatted(file, container.label()));
    } else if (!chaptersWait) {
      Chapters.copy(source.context(), target, 0, OptionalLong.empty(), timeBase);
    }
    if (container.isMatroska()) {
      if (cut.start()) {
        sounds().values().forEach(sound -> sound.codecpar().initial_padding(0));
      } else {
        SoundStarts.sayIn(sounds(), file);
      }
    }
  }

  /** What is written of each sound, by its index in the source. */
  private Map<Integer, AVStream> sounds() {
    return streams.values().stream()
        .filter(CopiedStream::isSound)
        .collect(toMap(sound -> sound.from().index(), CopiedStream::to));
  }

  /** Says which moment of the source becomes 0; to be called before packets are copied. */
  void begin(long start) {
    offset = start;
    streams.values().forEach(stream -> stream.begin(start, timeBase));
  }

  /** Copies what comes before a moment of the source's video. */
  void until(long time) {
    while (read() && before(time)) {
      write();
    }
  }

  /**
   * Copies what is left.
   *
   * @param end of the frames if the source goes on after them
   */
  void finish(OptionalLong end) {
    if (end.isPresent()) {
      until(end.getAsLong() - 1);
    } else {
      while (read()) {
        write();
      }
    }
    if (chaptersWait && container.keepsChapters()) {
      Chapters.copy(source.context(), target, offset, end, timeBase);
    }
  }

  private boolean before(long time) {
    long at = PacketTimes.of(packet);
    AVRational unit = source.context().streams(packet.stream_index()).time_base();
    return at == AV_NOPTS_VALUE || av_compare_ts(at, unit, time, timeBase) <= 0;
  }

  /** Makes the next packet wait, false at the end. */
  private boolean read() {
    while (!waiting && !ended) {
      int code = source.read(packet);
      if (code < 0) {
        ended = true;
        if (code != AVERROR_EOF) {
          warnings.accept(
              "%s: what is copied of it ends early: %s".formatted(file, source.error(code)));
        }
        continue;
      }
      CopiedStream stream = streams.get(packet.stream_index());
      if (stream != null && stream.takes(packet)) {
        waiting = true;
      } else {
        av_packet_unref(packet);
      }
    }
    return waiting;
  }

  private void write() {
    CopiedStream stream =
        requireNonNull(streams.get(packet.stream_index()), "a stream that is not copied");
    waiting = false;
    if (!stream.carry(packet)) {
      av_packet_unref(packet);
      return;
    }
    int code = packets.write(packet);
    if (code < 0) {
      throw new EdvrException(
          Category.OUTPUT,
          "%s: what is copied of it can't be written: %s".formatted(file, FFmpeg.error(code)));
    }
  }

  /** Says what didn't go smoothly; to be called when everything is written. */
  void report() {
    streams.values().forEach(this::report);
  }

  private void report(CopiedStream stream) {
    if (stream.faults() > 0) {
      warnings.accept(
          "%s: %s: %d packets came too late for their times and were moved or left out"
              .formatted(file, StreamNames.of(stream.from()), stream.faults()));
    }
    if (stream.lost() > 0) {
      warnings.accept(
          "%s: %s: %d subtitles can't be read or are too long, and are left out"
              .formatted(file, StreamNames.of(stream.from()), stream.lost()));
    }
    packets
        .refusals(stream.to().index())
        .ifPresent(
            refusals ->
                warnings.accept(
                    "%s: %s: %s refuses %d of its packets (%s), which are left out"
                        .formatted(
                            file,
                            StreamNames.of(stream.from()),
                            container.label(),
                            refusals.packets(),
                            FFmpeg.error(refusals.reason()))));
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      streams.values().forEach(CopiedStream::close);
      av_packet_free(packet);
      timeBase.close();
      source.close();
    }
  }
}
