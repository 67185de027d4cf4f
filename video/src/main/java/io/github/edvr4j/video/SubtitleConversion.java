package io.github.edvr4j.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MOV_TEXT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_SUBRIP;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_WEBVTT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_PROP_TEXT_SUB;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_decode_subtitle2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_descriptor_get;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_encode_subtitle;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avsubtitle_free;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_SUBTITLE;
import static org.bytedeco.ffmpeg.global.avutil.av_mallocz;

import java.util.List;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecDescriptor;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVSubtitle;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.BytePointer;

/** Text subtitles of one codec as those of another: the words and their times, little more. */
final class SubtitleConversion implements AutoCloseable {
  /** One of these is what each container takes, if it takes any text. */
  private static final List<Integer> TARGETS =
      List.of(AV_CODEC_ID_SUBRIP, AV_CODEC_ID_MOV_TEXT, AV_CODEC_ID_WEBVTT);

  private static final int LONGEST = 1 << 20;

  private final AVCodecContext decoder;
  private final AVCodecContext encoder;
  private final byte[] text = new byte[LONGEST];
  private long lost;

  private SubtitleConversion(AVCodecContext decoder, AVCodecContext encoder) {
    this.decoder = decoder;
    this.encoder = encoder;
  }

  /** The conversion of a stream into a codec that a container takes, if there is one. */
  static Optional<SubtitleConversion> of(AVStream from, Container container) {
    AVCodecDescriptor codec = avcodec_descriptor_get(from.codecpar().codec_id());
    if (codec == null || codec.isNull() || (codec.props() & AV_CODEC_PROP_TEXT_SUB) == 0) {
      return Optional.empty();
    }
    return TARGETS.stream()
        .filter(target -> takes(container, target))
        .findFirst()
        .flatMap(target -> open(from, target));
  }

  private static boolean takes(Container container, int codec) {
    AVCodecParameters stream = avcodec_parameters_alloc();
    stream.codec_type(AVMEDIA_TYPE_SUBTITLE).codec_id(codec);
    boolean taken = container.takes(stream);
    avcodec_parameters_free(stream);
    return taken;
  }

  private static Optional<SubtitleConversion> open(AVStream from, int target) {
    AVCodec reads = avcodec_find_decoder(from.codecpar().codec_id());
    AVCodec writes = avcodec_find_encoder(target);
    if (reads == null || reads.isNull() || writes == null || writes.isNull()) {
      return Optional.empty();
    }
    AVCodecContext decoder = avcodec_alloc_context3(reads);
    AVCodecContext encoder = avcodec_alloc_context3(writes);
    SubtitleConversion conversion = new SubtitleConversion(decoder, encoder);
    avcodec_parameters_to_context(decoder, from.codecpar());
    FFmpeg.set(decoder.pkt_timebase(), FFmpeg.rational(from.time_base()));
    if (avcodec_open2(decoder, reads, (AVDictionary) null) < 0) {
      conversion.close();
      return Optional.empty();
    }
    copyHeader(decoder, encoder);
    FFmpeg.set(encoder.time_base(), new Rational(1, 1000));
    if (avcodec_open2(encoder, writes, (AVDictionary) null) < 0) {
      conversion.close();
      return Optional.empty();
    }
    return Optional.of(conversion);
  }

  /** The styles that the decoder's lines refer to. The encoder's context frees the copy. */
  private static void copyHeader(AVCodecContext decoder, AVCodecContext encoder) {
    int size = decoder.subtitle_header_size();
    if (size > 0) {
      byte[] header = new byte[size];
      decoder.subtitle_header().get(header);
      BytePointer copy = new BytePointer(av_mallocz(size + 1L));
      copy.put(header);
      encoder.subtitle_header(copy).subtitle_header_size(size);
    }
  }

  /** Describes the converted stream to a muxer. */
  int describe(AVCodecParameters stream) {
    return avcodec_parameters_from_context(stream, encoder);
  }

  /**
   * Replaces a packet's text, and leaves its times.
   *
   * @return false if it holds none, or none that can be read
   */
  boolean convert(AVPacket packet) {
    try (AVSubtitle subtitle = new AVSubtitle()) {
      int[] found = {0};
      if (avcodec_decode_subtitle2(decoder, subtitle, found, packet) < 0) {
        lost++;
        return false;
      }
      if (found[0] == 0) {
        return false;
      }
      boolean empty = subtitle.num_rects() == 0;
      int length = empty ? 0 : encode(subtitle);
      avsubtitle_free(subtitle);
      if (length < 0) {
        lost++;
      }
      return length > 0 && replace(packet, length);
    }
  }

  /** How many could not be read, or were too long to be written. */
  long lost() {
    return lost;
  }

  private int encode(AVSubtitle subtitle) {
    subtitle.end_display_time(subtitle.end_display_time() - subtitle.start_display_time());
    subtitle.start_display_time(0);
    return avcodec_encode_subtitle(encoder, text, text.length, subtitle);
  }

  private boolean replace(AVPacket packet, int length) {
    long pts = packet.pts();
    long dts = packet.dts();
    long duration = packet.duration();
    int stream = packet.stream_index();
    int flags = packet.flags();
    av_packet_unref(packet);
    if (av_new_packet(packet, length) < 0) {
      return false;
    }
    packet.data().put(text, 0, length);
    packet.pts(pts).dts(dts).duration(duration).stream_index(stream).flags(flags);
    return true;
  }

  @Override
  public void close() {
    avcodec_free_context(decoder);
    avcodec_free_context(encoder);
  }
}
