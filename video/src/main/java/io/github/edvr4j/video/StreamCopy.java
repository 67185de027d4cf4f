package io.github.edvr4j.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_get;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_new;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_copy;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_query_codec;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_ATTACHMENT;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_SUBTITLE;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_compare_ts;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_copy;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.Pointer;

/**
 * Audio streams carried from one container to another as they are, packet by packet.
 *
 * <p>The source is read a second time, at the pace of the video that is written: nothing needs to
 * be held back while frames are being computed.
 */
final class StreamCopy implements AutoCloseable {
  /** What describes the old file, not the clip. */
  private static final List<String> OF_THE_CONTAINER =
      List.of("major_brand", "minor_version", "compatible_brands", "encoder", "vendor_id");

  /** Packets to look through for the first of each stream. */
  private static final int PREVIEW = 1000;

  private final Path file;
  private final Demuxer source;
  private final AVFormatContext target;
  private final Consumer<String> warnings;
  private final Map<Integer, AVStream> streams = new HashMap<>();
  private final AVPacket packet = av_packet_alloc();
  private boolean waiting;
  private boolean ended;
  private boolean closed;

  private StreamCopy(Path file, Demuxer source, AVFormatContext target, Consumer<String> warnings) {
    this.file = file;
    this.source = source;
    this.target = target;
    this.warnings = warnings;
  }

  /**
   * Adds the source's audio streams and metadata to a muxer whose only stream so far is the video.
   *
   * @return nothing where there is no audio to copy
   */
  static Optional<StreamCopy> into(AVFormatContext target, Path file, Consumer<String> warnings) {
    StreamCopy copy = new StreamCopy(file, Demuxer.open(file), target, warnings);
    try {
      copy.add();
    } catch (RuntimeException e) {
      copy.close();
      throw e;
    }
    if (copy.streams.isEmpty()) {
      copy.close();
      return Optional.empty();
    }
    return Optional.of(copy);
  }

  private void add() {
    AVFormatContext from = source.context();
    target.metadata(metadata(from.metadata()));
    AVStream video = source.bestVideo();
    target.streams(0).metadata(metadata(video.metadata())).disposition(video.disposition());
    copyRotation(video.codecpar(), target.streams(0).codecpar());
    for (int i = 0; i < from.nb_streams(); i++) {
      AVStream stream = from.streams(i);
      if (stream.codecpar().codec_type() == AVMEDIA_TYPE_AUDIO) {
        add(stream);
      }
    }
    sayWhatIsLost(video);
    source.only(stream -> streams.containsKey(stream.index()));
    if (target.oformat().name().getString().matches("matroska|webm")) {
      sayWhatPrecedesTheStart();
    }
  }

  private void sayWhatIsLost(AVStream video) {
    AVFormatContext from = source.context();
    Set<String> lost = new LinkedHashSet<>();
    for (int i = 0; i < from.nb_streams(); i++) {
      AVStream stream = from.streams(i);
      int type = stream.codecpar().codec_type();
      if (type != AVMEDIA_TYPE_AUDIO && stream.index() != video.index()) {
        lost.add(kind(type));
      }
    }
    if (from.nb_chapters() > 0) {
      lost.add("chapters");
    }
    lost.forEach(kind -> warnings.accept("the %s of %s are not copied".formatted(kind, file)));
  }

  private static String kind(int type) {
    return switch (type) {
      case AVMEDIA_TYPE_SUBTITLE -> "subtitles";
      case AVMEDIA_TYPE_ATTACHMENT -> "attachments";
      case AVMEDIA_TYPE_VIDEO -> "other pictures";
      default -> "data streams";
    };
  }

  /**
   * Sound often begins before zero, with samples that decoders throw away. Matroska has no times
   * below zero, but a field for that; without it everything else would move.
   */
  private void sayWhatPrecedesTheStart() {
    Map<Integer, AVStream> missing = new HashMap<>(streams);
    AVPacket first = av_packet_alloc();
    try (Demuxer preview = Demuxer.open(file)) {
      preview.only(stream -> streams.containsKey(stream.index()));
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

  /** How players turn the picture; the frames themselves stay as they are stored. */
  private static void copyRotation(AVCodecParameters from, AVCodecParameters to) {
    AVPacketSideData matrix =
        av_packet_side_data_get(
            from.coded_side_data(), from.nb_coded_side_data(), AV_PKT_DATA_DISPLAYMATRIX);
    if (matrix == null || matrix.isNull()) {
      return;
    }
    AVPacketSideData list = new AVPacketSideData(to.coded_side_data());
    int[] length = {to.nb_coded_side_data()};
    AVPacketSideData added =
        av_packet_side_data_new(list, length, AV_PKT_DATA_DISPLAYMATRIX, matrix.size(), 0);
    if (added != null && !added.isNull()) {
      byte[] bytes = new byte[(int) matrix.size()];
      matrix.data().get(bytes);
      added.data().put(bytes);
      to.coded_side_data(list).nb_coded_side_data(length[0]);
    }
  }

  private void add(AVStream from) {
    int codec = from.codecpar().codec_id();
    if (codec == 0 || avformat_query_codec(target.oformat(), codec, 0) == 0) {
      warnings.accept(
          "%s: audio stream %d (%s) doesn't fit into a %s file and is left out; .mkv would keep it"
              .formatted(
                  file,
                  from.index(),
                  avcodec_get_name(codec).getString(),
                  target.oformat().name().getString()));
      return;
    }
    AVStream to = avformat_new_stream(target, null);
    int code = avcodec_parameters_copy(to.codecpar(), from.codecpar());
    if (code < 0) {
      throw new EdvrException(
          Category.OUTPUT,
          "%s: audio stream %d can't be copied: %s"
              .formatted(file, from.index(), FFmpeg.error(code)));
    }
    // Each container has codec tags of its own.
    to.codecpar().codec_tag(0);
    FFmpeg.set(to.time_base(), FFmpeg.rational(from.time_base()));
    to.metadata(metadata(from.metadata())).disposition(from.disposition());
    streams.put(from.index(), to);
  }

  private static AVDictionary metadata(AVDictionary from) {
    AVDictionary copy = new AVDictionary((Pointer) null);
    av_dict_copy(copy, from, 0);
    OF_THE_CONTAINER.forEach(key -> av_dict_set(copy, key, (String) null, 0));
    return copy;
  }

  /** Copies what comes before a moment of the video. */
  void until(long time, AVRational timeBase) {
    while (read() && before(time, timeBase)) {
      write();
    }
  }

  /** Copies what is left. */
  void rest() {
    while (read()) {
      write();
    }
  }

  private boolean before(long time, AVRational timeBase) {
    long at = packet.dts() != AV_NOPTS_VALUE ? packet.dts() : packet.pts();
    AVRational unit = source.context().streams(packet.stream_index()).time_base();
    return at == AV_NOPTS_VALUE || av_compare_ts(at, unit, time, timeBase) <= 0;
  }

  /** Makes the next packet wait, false at the end. */
  private boolean read() {
    while (!waiting && !ended) {
      int code = av_read_frame(source.context(), packet);
      if (code < 0) {
        ended = true;
        if (code != AVERROR_EOF) {
          warnings.accept("%s: its sound ends early: %s".formatted(file, FFmpeg.error(code)));
        }
      } else if (streams.containsKey(packet.stream_index())) {
        waiting = true;
      } else {
        av_packet_unref(packet);
      }
    }
    return waiting;
  }

  private void write() {
    AVStream from = source.context().streams(packet.stream_index());
    AVStream to = streams.get(from.index());
    if (to == null) {
      throw new IllegalStateException("stream " + from.index() + " is not copied");
    }
    av_packet_rescale_ts(packet, from.time_base(), to.time_base());
    packet.stream_index(to.index()).pos(-1);
    int code = av_interleaved_write_frame(target, packet);
    waiting = false;
    if (code < 0) {
      throw new EdvrException(
          Category.OUTPUT,
          "the sound of %s can't be written: %s".formatted(file, FFmpeg.error(code)));
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      av_packet_free(packet);
      source.close();
    }
  }
}
