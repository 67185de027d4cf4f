package io.github.edvr4j.video;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;
import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_ALL;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_copy;
import static org.bytedeco.ffmpeg.global.avformat.AVFMT_TS_NONSTRICT;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_ATTACHMENT;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_DATA;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_compare_ts;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
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
  private static final int TIME_CODE = 't' | 'm' << 8 | 'c' << 16 | 'd' << 24;

  private final Path file;
  private final Demuxer source;
  private final AVFormatContext target;
  private final PacketWriter packets;
  private final Container container;
  private final AVRational timeBase = new AVRational();
  private final Cut cut;
  private final Consumer<String> warnings;
  private final CopiedMetadata metadata;
  private final Joints joints;

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
      AVFormatContext target,
      PacketWriter packets,
      Container container,
      Rational timeBase,
      SinkOptions options) {
    this.file = file;
    this.source = Demuxer.open(file);
    this.target = target;
    this.packets = packets;
    this.container = container;
    FFmpeg.set(this.timeBase, timeBase);
    cut = options.cut();
    warnings = options.warnings();
    metadata =
        new CopiedMetadata(
            file, container, cut.start(), target.streams(0).avg_frame_rate(), warnings);
    joints = new Joints(file);
    chaptersWait = cut.start() || cut.end() || beginsBelowZero();
  }

  private boolean beginsBelowZero() {
    long first = source.bestVideo().start_time();
    return first < 0 && first != AV_NOPTS_VALUE;
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
    StreamCopy copy = new StreamCopy(file, target, packets, container, timeBase, options);
    try {
      copy.add();
    } catch (RuntimeException e) {
      copy.close();
      throw e;
    }
    return copy;
  }

  private void add() {
    AVFormatContext from = source.context();
    target.metadata(metadata.of(from.metadata()));
    AVStream video = source.bestVideo();
    target.streams(0).metadata(metadata.of(video.metadata())).disposition(video.disposition());
    for (int i = 0; i < from.nb_streams(); i++) {
      AVStream stream = from.streams(i);
      if (stream.index() != video.index() && !isMadeAnew(stream)) {
        add(stream);
      }
    }
    source.only(stream -> streams.containsKey(stream.index()));
    ended = streams.isEmpty();
    if (from.nb_chapters() > 0 && !container.keepsChapters()) {
      warnings.accept(
          "%s: the chapters don't fit into %s and are left out; .mkv and .mp4 keep them"
              .formatted(file, container.label()));
    } else if (!chaptersWait) {
      Chapters.copy(from, target, 0, OptionalLong.empty(), timeBase);
    }
    if (container.isMatroska()) {
      if (cut.start()) {
        sounds().values().forEach(sound -> sound.codecpar().initial_padding(0));
      } else {
        SoundStarts.sayIn(sounds(), file);
      }
    }
  }

  /**
   * Whether muxers make a track like this from what else is copied: one of chapters, which the
   * demuxer leaves out by itself, or one of the time code, which is among the metadata.
   */
  private boolean isMadeAnew(AVStream stream) {
    return stream.discard() == AVDISCARD_ALL
        || stream.codecpar().codec_tag() == TIME_CODE
            && (container.isMp4() || container.isMatroska());
  }

  /** What is written of each sound, by its index in the source. */
  private Map<Integer, AVStream> sounds() {
    return streams.values().stream()
        .filter(CopiedStream::isSound)
        .collect(toMap(sound -> sound.from().index(), CopiedStream::to));
  }

  private void add(AVStream from) {
    if (!container.takes(from)) {
      SubtitleConversion.of(from, container)
          .ifPresentOrElse(conversion -> addConverted(from, conversion), () -> sayThatLost(from));
    } else if (Covers.isCover(from) && container.takesFiles()) {
      Covers.attach(from, target);
    } else {
      addAsItIs(from);
    }
  }

  private void addAsItIs(AVStream from) {
    AVStream to = added(from);
    check(avcodec_parameters_copy(to.codecpar(), from.codecpar()), from);
    int type = from.codecpar().codec_type();
    // Each container has codec tags of its own, but the tag is all that some data are known by.
    if (type != AVMEDIA_TYPE_DATA) {
      to.codecpar().codec_tag(0);
    }
    if (type != AVMEDIA_TYPE_ATTACHMENT) {
      carry(from, to, Optional.empty());
    }
  }

  private void carry(AVStream from, AVStream to, Optional<SubtitleConversion> conversion) {
    boolean strictly = (container.format().flags() & AVFMT_TS_NONSTRICT) == 0;
    streams.put(
        from.index(),
        new CopiedStream(source, from, to, conversion, cut.start(), strictly, joints));
  }

  private void addConverted(AVStream from, SubtitleConversion conversion) {
    AVStream to = added(from);
    carry(from, to, Optional.of(conversion));
    check(conversion.describe(to.codecpar()), from);
    warnings.accept(
        "%s: %s becomes %s in %s, which keeps the words and not every style"
            .formatted(
                file,
                StreamNames.of(from),
                avcodec_get_name(to.codecpar().codec_id()).getString(),
                container.label()));
  }

  private AVStream added(AVStream from) {
    AVStream to = avformat_new_stream(target, null);
    FFmpeg.set(to.time_base(), FFmpeg.rational(from.time_base()));
    to.metadata(metadata.of(from.metadata())).disposition(from.disposition());
    if (from.codecpar().codec_type() == AVMEDIA_TYPE_VIDEO) {
      to.sample_aspect_ratio(from.sample_aspect_ratio()).avg_frame_rate(from.avg_frame_rate());
    }
    return to;
  }

  private void sayThatLost(AVStream from) {
    Optional<String> other =
        Stream.of("matroska", "mp4", "mov")
            .map(Container::named)
            .filter(keeper -> keeper.takes(from))
            .map(Container::label)
            .findFirst();
    warnings.accept(
        "%s: %s doesn't fit into %s and is left out%s"
            .formatted(
                file,
                StreamNames.of(from),
                container.label(),
                other.map("; %s would keep it"::formatted).orElse("")));
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

  private void check(int code, AVStream from) {
    if (code < 0) {
      throw new EdvrException(
          Category.OUTPUT,
          "%s of %s can't be copied: %s".formatted(StreamNames.of(from), file, FFmpeg.error(code)));
    }
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
