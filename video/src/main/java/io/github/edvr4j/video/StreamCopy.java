package io.github.edvr4j.video;

import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_ALL;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_copy;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_ATTACHMENT;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_DATA;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_SUBTITLE;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_DICT_DONT_OVERWRITE;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_compare_ts;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_copy;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_get;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_iterate;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_rescale_q;
import static org.bytedeco.ffmpeg.global.avutil.av_timecode_init_from_string;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.avutil.AVTimecode;
import org.bytedeco.javacpp.Pointer;

/**
 * Everything beside the restored frames, carried from one container to another: sound, subtitles,
 * other pictures, attachments and data as they are, packet by packet, chapters and metadata.
 *
 * <p>The source is read a second time, at the pace of the video that is written: nothing needs to
 * be held back while frames are being computed.
 */
final class StreamCopy implements AutoCloseable {
  /** What describes the old file, not the clip. */
  private static final Pattern OF_THE_FILE =
      Pattern.compile(
          "(major_brand|minor_version|compatible_brands|encoder|vendor_id"
              + "|(BPS|DURATION|NUMBER_OF_FRAMES|NUMBER_OF_BYTES|_STATISTICS_.*)(-\\w+)?)",
          Pattern.CASE_INSENSITIVE);

  private static final int TIME_CODE = 't' | 'm' << 8 | 'c' << 16 | 'd' << 24;

  /** Packets to look through for the first of each stream. */
  private static final int PREVIEW = 1000;

  /** A stream and what becomes of it. */
  private static final class Lane {
    private final AVStream from;
    private final AVStream to;
    private final Optional<SubtitleConversion> conversion;
    private long start;
    private boolean begun;

    Lane(AVStream from, AVStream to, Optional<SubtitleConversion> conversion) {
      this.from = from;
      this.to = to;
      this.conversion = conversion;
    }

    int type() {
      return from.codecpar().codec_type();
    }
  }

  private final Path file;
  private final Demuxer source;
  private final AVFormatContext target;
  private final Container container;
  private final AVRational timeBase = new AVRational();
  private final Cut cut;
  private final Consumer<String> warnings;
  private final Map<Integer, Lane> lanes = new HashMap<>();
  private final AVPacket packet = av_packet_alloc();
  private long offset;
  private boolean waiting;
  private boolean ended;
  private boolean closed;

  private StreamCopy(
      Path file,
      AVFormatContext target,
      Container container,
      Rational timeBase,
      SinkOptions options) {
    this.file = file;
    this.source = Demuxer.open(file);
    this.target = target;
    this.container = container;
    FFmpeg.set(this.timeBase, timeBase);
    cut = options.cut();
    warnings = options.warnings();
  }

  /**
   * Adds what a file has beside its best video to a muxer whose only stream so far is that video.
   *
   * @param timeBase of the video's times, here and in the other methods
   */
  static StreamCopy into(
      AVFormatContext target,
      Container container,
      Path file,
      Rational timeBase,
      SinkOptions options) {
    StreamCopy copy = new StreamCopy(file, target, container, timeBase, options);
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
    target.metadata(metadata(from.metadata()));
    AVStream video = source.bestVideo();
    target.streams(0).metadata(metadata(video.metadata())).disposition(video.disposition());
    for (int i = 0; i < from.nb_streams(); i++) {
      AVStream stream = from.streams(i);
      if (stream.index() != video.index() && !isMadeAnew(stream)) {
        add(stream);
      }
    }
    source.only(stream -> lanes.containsKey(stream.index()));
    ended = lanes.isEmpty();
    if (from.nb_chapters() > 0 && !container.keepsChapters()) {
      warnings.accept(
          "%s: the chapters don't fit into %s and are left out; .mkv and .mp4 keep them"
              .formatted(file, container.label()));
    } else if (!cut.start() && !cut.end()) {
      Chapters.copy(from, target, 0, OptionalLong.empty(), timeBase);
    }
    if (container.isMatroska()) {
      if (cut.start()) {
        sounds().forEach(lane -> lane.to.codecpar().initial_padding(0));
      } else {
        sayWhatPrecedesTheStart();
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

  private Stream<Lane> sounds() {
    return lanes.values().stream().filter(lane -> lane.type() == AVMEDIA_TYPE_AUDIO);
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
      lanes.put(from.index(), new Lane(from, to, Optional.empty()));
    }
  }

  private void addConverted(AVStream from, SubtitleConversion conversion) {
    AVStream to = added(from);
    lanes.put(from.index(), new Lane(from, to, Optional.of(conversion)));
    check(conversion.describe(to.codecpar()), from);
    warnings.accept(
        "%s: %s becomes %s in %s, which keeps the words and not every style"
            .formatted(
                file,
                described(from),
                avcodec_get_name(to.codecpar().codec_id()).getString(),
                container.label()));
  }

  private AVStream added(AVStream from) {
    AVStream to = avformat_new_stream(target, null);
    FFmpeg.set(to.time_base(), FFmpeg.rational(from.time_base()));
    to.metadata(metadata(from.metadata())).disposition(from.disposition());
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
                described(from),
                container.label(),
                other.map("; %s would keep it"::formatted).orElse("")));
  }

  private static String described(AVStream stream) {
    int type = stream.codecpar().codec_type();
    String kind =
        switch (type) {
          case AVMEDIA_TYPE_AUDIO -> "audio stream";
          case AVMEDIA_TYPE_SUBTITLE -> "subtitle stream";
          case AVMEDIA_TYPE_ATTACHMENT -> "attachment";
          case AVMEDIA_TYPE_VIDEO -> Covers.isCover(stream) ? "cover picture" : "video stream";
          default -> "data stream";
        };
    AVDictionaryEntry name = av_dict_get(stream.metadata(), "filename", null, 0);
    String what =
        name == null || name.isNull()
            ? avcodec_get_name(stream.codecpar().codec_id()).getString()
            : name.value().getString();
    return "%s %d (%s)".formatted(kind, stream.index(), what);
  }

  /**
   * Sound often begins before zero, with samples that decoders throw away. Matroska has no times
   * below zero, but a field for that; without it everything else would move.
   */
  private void sayWhatPrecedesTheStart() {
    Map<Integer, AVStream> missing = new HashMap<>();
    sounds().forEach(lane -> missing.put(lane.from.index(), lane.to));
    if (missing.isEmpty()) {
      return;
    }
    AVPacket first = av_packet_alloc();
    try (Demuxer preview = Demuxer.open(file)) {
      preview.only(stream -> missing.containsKey(stream.index()));
      for (int i = 0; i < PREVIEW && !missing.isEmpty(); i++) {
        if (av_read_frame(preview.context(), first) < 0) {
          break;
        }
        AVStream to = missing.remove(first.stream_index());
        if (to != null && first.pts() != AV_NOPTS_VALUE && first.pts() < 0) {
          double tick =
              FFmpeg.rational(preview.context().streams(first.stream_index()).time_base()).value();
          int samples = (int) Math.round(-first.pts() * tick * to.codecpar().sample_rate());
          to.codecpar().initial_padding(samples);
        }
        av_packet_unref(first);
      }
    } finally {
      av_packet_free(first);
    }
  }

  private AVDictionary metadata(AVDictionary from) {
    AVDictionary copy = new AVDictionary((Pointer) null);
    av_dict_copy(copy, from, 0);
    AVDictionaryEntry entry = av_dict_iterate(from, null);
    while (entry != null && !entry.isNull()) {
      String key = entry.key().getString();
      String value = entry.value().getString();
      boolean timeCode = key.equalsIgnoreCase("timecode");
      if (OF_THE_FILE.matcher(key).matches() || timeCode && !keepsTimeCode(value)) {
        av_dict_set(copy, key, (String) null, 0);
      }
      // MP4 calls a track's title so.
      if (container.isMp4() && key.equals("title")) {
        av_dict_set(copy, "handler_name", value, AV_DICT_DONT_OVERWRITE);
      }
      entry = av_dict_iterate(from, entry);
    }
    return copy;
  }

  /** That of a clip's start is wrong for an excerpt, and one that MP4 can't count in stops it. */
  private boolean keepsTimeCode(String value) {
    if (cut.start() || !container.isMp4()) {
      return !cut.start();
    }
    try (AVTimecode counted = new AVTimecode()) {
      AVRational rate = target.streams(0).avg_frame_rate();
      boolean countable = av_timecode_init_from_string(counted, rate, value, null) >= 0;
      if (!countable) {
        warnings.accept(
            "%s: the time code %s doesn't fit into %s at this frame rate and is left out"
                .formatted(file, value, container.label()));
      }
      return countable;
    }
  }

  /** Says which moment of the source becomes 0; to be called before packets are copied. */
  void begin(long start) {
    offset = start;
    lanes
        .values()
        .forEach(lane -> lane.start = av_rescale_q(start, timeBase, lane.from.time_base()));
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
    if ((cut.start() || cut.end()) && container.keepsChapters()) {
      Chapters.copy(source.context(), target, offset, end, timeBase);
    }
  }

  private boolean before(long time) {
    long at = time();
    AVRational unit = source.context().streams(packet.stream_index()).time_base();
    return at == AV_NOPTS_VALUE || av_compare_ts(at, unit, time, timeBase) <= 0;
  }

  private long time() {
    return packet.dts() != AV_NOPTS_VALUE ? packet.dts() : packet.pts();
  }

  /** Makes the next packet wait, false at the end. */
  private boolean read() {
    while (!waiting && !ended) {
      int code = av_read_frame(source.context(), packet);
      if (code < 0) {
        ended = true;
        if (code != AVERROR_EOF) {
          warnings.accept(
              "%s: what is copied of it ends early: %s".formatted(file, FFmpeg.error(code)));
        }
        continue;
      }
      Lane lane = lanes.get(packet.stream_index());
      if (lane != null && (!cut.start() || Covers.isCover(lane.from) || reaches(lane))) {
        waiting = true;
      } else {
        av_packet_unref(packet);
      }
    }
    return waiting;
  }

  /**
   * Whether a packet belongs to what comes after the cut. A subtitle that is still shown then
   * begins with it, and a video stream with its next key frame.
   */
  private boolean reaches(Lane lane) {
    long pts = packet.pts() != AV_NOPTS_VALUE ? packet.pts() : packet.dts();
    if (pts == AV_NOPTS_VALUE || pts >= lane.start) {
      lane.begun |= lane.type() != AVMEDIA_TYPE_VIDEO || (packet.flags() & AV_PKT_FLAG_KEY) != 0;
      return lane.begun;
    }
    long left = pts + packet.duration() - lane.start;
    if (lane.type() != AVMEDIA_TYPE_SUBTITLE || left <= 0) {
      return false;
    }
    packet.pts(lane.start).dts(lane.start).duration(left);
    return true;
  }

  private void write() {
    Lane lane = Objects.requireNonNull(lanes.get(packet.stream_index()), "a stream not copied");
    waiting = false;
    if (lane.conversion.isPresent() && !lane.conversion.get().convert(packet)) {
      av_packet_unref(packet);
      return;
    }
    if (Covers.isCover(lane.from)) {
      packet.pts(0).dts(0);
    } else {
      shift(-lane.start);
    }
    av_packet_rescale_ts(packet, lane.from.time_base(), lane.to.time_base());
    packet.stream_index(lane.to.index()).pos(-1);
    check(av_interleaved_write_frame(target, packet), lane.from);
  }

  private void shift(long ticks) {
    if (packet.pts() != AV_NOPTS_VALUE) {
      packet.pts(packet.pts() + ticks);
    }
    if (packet.dts() != AV_NOPTS_VALUE) {
      packet.dts(packet.dts() + ticks);
    }
  }

  private void check(int code, AVStream from) {
    if (code < 0) {
      throw new EdvrException(
          Category.OUTPUT,
          "%s of %s can't be copied: %s".formatted(described(from), file, FFmpeg.error(code)));
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      lanes.values().forEach(lane -> lane.conversion.ifPresent(SubtitleConversion::close));
      av_packet_free(packet);
      timeBase.close();
      source.close();
    }
  }
}
