package io.github.edvr4j.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AAC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AAC_LATM;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AC3;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_DIRAC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_DTS;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_DVB_SUBTITLE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_DVB_TELETEXT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_EAC3;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MP1;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MP2;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MP3;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MPEG1VIDEO;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MPEG2VIDEO;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MPEG4;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_OPUS;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_RAWVIDEO;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_S302M;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_TRUEHD;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VC1;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VP8;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VP9;
import static org.bytedeco.ffmpeg.global.avcodec.FF_COMPLIANCE_UNOFFICIAL;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_copy;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_pix_fmt_to_codec_tag;
import static org.bytedeco.ffmpeg.global.avformat.AVFMT_GLOBALHEADER;
import static org.bytedeco.ffmpeg.global.avformat.av_guess_format;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_query_codec;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_close_dyn_buf;
import static org.bytedeco.ffmpeg.global.avformat.avio_open_dyn_buf;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_ATTACHMENT;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_DATA;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVOutputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** A kind of file that holds video, and what fits into it. */
record Container(AVOutputFormat format) {
  private static final Set<Integer> IN_PROGRAM_STREAMS =
      Set.of(AV_CODEC_ID_MPEG1VIDEO, AV_CODEC_ID_MPEG2VIDEO, AV_CODEC_ID_H264);

  /** What FFmpeg knows a stream type of MPEG, DVB or ATSC for. */
  private static final Set<Integer> IN_TRANSPORT_STREAMS =
      Set.of(
          AV_CODEC_ID_MPEG1VIDEO,
          AV_CODEC_ID_MPEG2VIDEO,
          AV_CODEC_ID_MPEG4,
          AV_CODEC_ID_H264,
          AV_CODEC_ID_HEVC,
          AV_CODEC_ID_VC1,
          AV_CODEC_ID_DIRAC,
          AV_CODEC_ID_MP1,
          AV_CODEC_ID_MP2,
          AV_CODEC_ID_MP3,
          AV_CODEC_ID_AAC,
          AV_CODEC_ID_AAC_LATM,
          AV_CODEC_ID_AC3,
          AV_CODEC_ID_EAC3,
          AV_CODEC_ID_DTS,
          AV_CODEC_ID_TRUEHD,
          AV_CODEC_ID_OPUS,
          AV_CODEC_ID_S302M,
          AV_CODEC_ID_DVB_SUBTITLE,
          AV_CODEC_ID_DVB_TELETEXT);

  /** What a file's name says. */
  static Container of(Path output) {
    FFmpeg.load();
    AVOutputFormat found = av_guess_format(null, output.getFileName().toString(), null);
    if (found == null
        || found.isNull()
        || found.video_codec() == 0
        || found.name().getString().startsWith("image2")) {
      throw new EdvrException(
          Category.OUTPUT,
          "%s: its name doesn't end like a video's; use .mp4, .mkv, .mov or .webm, or end it with /"
                  .formatted(output)
              + " to write PNG frames");
    }
    return new Container(found);
  }

  /** By FFmpeg's name, one that is surely known. */
  static Container named(String name) {
    return find(name).orElseThrow();
  }

  /** By FFmpeg's name, if it knows that. */
  static Optional<Container> find(String name) {
    FFmpeg.load();
    AVOutputFormat found = av_guess_format(name, null, null);
    return found == null || found.isNull() ? Optional.empty() : Optional.of(new Container(found));
  }

  String name() {
    return format.name().getString();
  }

  /** The usual extension of such files, with its dot. */
  String label() {
    return switch (name()) {
      case "matroska" -> ".mkv";
      case "yuv4mpegpipe" -> ".y4m";
      case "ipod" -> ".m4v";
      case "mpegts" -> ".ts";
      case "mpeg" -> ".mpg";
      case "svcd", "dvd" -> ".vob";
      case "asf" -> ".wmv";
      default -> "." + name();
    };
  }

  boolean isMatroska() {
    return name().matches("matroska|webm");
  }

  /** Whether files can be attached to it, which WebM leaves out of Matroska. */
  boolean takesFiles() {
    return name().equals("matroska");
  }

  boolean isMp4() {
    return name().matches("mp4|mov|ipod");
  }

  /** Whether frames go into it as they are. */
  boolean isUncompressed() {
    return name().equals("yuv4mpegpipe");
  }

  /** Whether it can say that players shall turn the picture. */
  boolean saysRotation() {
    return isMp4() || isMatroska();
  }

  /** Whether it can say of any video that black and white are at the ends of the numbers. */
  boolean saysRange(ColourTags tags) {
    return isMatroska() || isUncompressed() || name().equals("mp4") && saysColours(tags);
  }

  /**
   * Whether it can say of any video what its colours mean; MP4 and MOV say all of it or nothing.
   */
  boolean saysColours(ColourTags tags) {
    boolean all =
        IntStream.of(tags.matrix(), tags.primaries(), tags.transfer())
            .noneMatch(tag -> tag == ColourTags.UNSPECIFIED);
    return isMatroska() || all && name().matches("mp4|mov");
  }

  /** Whether it can say of any video for which display and light it was made. */
  boolean saysLight() {
    return isMatroska() || name().matches("mp4|mov");
  }

  /** Whether it keeps the transparency of a codec: that of VP8 and VP9 lies beside its packets. */
  boolean keepsAlpha(int codec) {
    return isMatroska() || codec != AV_CODEC_ID_VP9 && codec != AV_CODEC_ID_VP8;
  }

  boolean keepsChapters() {
    return isMp4() || isMatroska();
  }

  boolean wantsGlobalHeader() {
    return (format.flags() & AVFMT_GLOBALHEADER) != 0;
  }

  /** Whether it holds what an encoder will make. */
  boolean takesVideo(int codec, int width, int height, String pixelFormat) {
    if (codec == AV_CODEC_ID_RAWVIDEO && !namesSamples(av_get_pix_fmt(pixelFormat))) {
      return false;
    }
    if (isMatroska()) {
      // A trial would need the encoder's header; Matroska's own answer is right.
      return avformat_query_codec(format, codec, 0) == 1;
    }
    AVCodecParameters video = avcodec_parameters_alloc();
    video
        .codec_type(AVMEDIA_TYPE_VIDEO)
        .codec_id(codec)
        .width(width)
        .height(height)
        .format(av_get_pix_fmt(pixelFormat));
    boolean taken = takes(video);
    avcodec_parameters_free(video);
    return taken;
  }

  /** Whether readers learn what uncompressed samples are, of which most files say four letters. */
  private boolean namesSamples(int pixelFormat) {
    int tag = avcodec_pix_fmt_to_codec_tag(pixelFormat);
    return switch (name()) {
      case "avi", "matroska" ->
          IntStream.of(0, 8, 16, 24).allMatch(place -> (tag >> place & 0xff) >= ' ');
      case "mov" -> false;
      default -> true;
    };
  }

  /** Whether a stream of another file fits. */
  boolean takes(AVStream stream) {
    if (stream.codecpar().codec_type() == AVMEDIA_TYPE_ATTACHMENT) {
      return takesFiles();
    }
    return Covers.isCover(stream)
        ? takesFiles() || name().matches("mp4|ipod") && takes(stream.codecpar())
        : takes(stream.codecpar());
  }

  /**
   * Whether a stream fits, found out by beginning a file in memory: the answer that FFmpeg gives
   * when it is only asked is sometimes wrong.
   */
  boolean takes(AVCodecParameters stream) {
    if (avformat_query_codec(format, stream.codec_id(), 0) == 0 || wouldHide(stream)) {
      return false;
    }
    AVFormatContext trial = new AVFormatContext((Pointer) null);
    AVIOContext memory = new AVIOContext((Pointer) null);
    if (avformat_alloc_output_context2(trial, format, (String) null, (String) null) < 0
        || avio_open_dyn_buf(memory) < 0) {
      throw new EdvrException(Category.MEMORY, "no memory left to begin a file");
    }
    trial.pb(memory);
    prepare(trial);
    AVStream added = avformat_new_stream(trial, null);
    avcodec_parameters_copy(added.codecpar(), stream);
    if (stream.codec_type() != AVMEDIA_TYPE_DATA) {
      added.codecpar().codec_tag(0);
    }
    added.time_base().num(1).den(1000);
    added.avg_frame_rate().num(25).den(1);
    boolean taken = avformat_write_header(trial, (AVDictionary) null) >= 0;
    BytePointer written = new BytePointer((Pointer) null);
    avio_close_dyn_buf(memory, written);
    av_free(written);
    trial.pb(null);
    avformat_free_context(trial);
    return taken;
  }

  /** Whether FFmpeg would write it without a word of what it is, so that nobody could read it. */
  private boolean wouldHide(AVCodecParameters stream) {
    int type = stream.codec_type();
    return switch (name()) {
      case "mpegts" ->
          type != AVMEDIA_TYPE_DATA && !IN_TRANSPORT_STREAMS.contains(stream.codec_id());
      case "mpeg", "vcd", "svcd", "dvd", "vob" ->
          type == AVMEDIA_TYPE_VIDEO && !IN_PROGRAM_STREAMS.contains(stream.codec_id());
      default -> false;
    };
  }

  /** Samples of more than 8 bits are in wide use in y4m but not in its definition. */
  void prepare(AVFormatContext muxer) {
    if (isUncompressed()) {
      muxer.strict_std_compliance(FF_COMPLIANCE_UNOFFICIAL);
    }
  }
}
