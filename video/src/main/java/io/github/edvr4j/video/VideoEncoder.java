package io.github.edvr4j.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AV1;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MPEG4;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_OPTION_NOT_FOUND;
import static org.bytedeco.ffmpeg.global.avutil.AV_OPT_SEARCH_CHILDREN;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_set;
import static org.bytedeco.ffmpeg.global.avutil.av_rescale;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.video.ColourTags.ChromaLocation;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;

/** Frames in, packets out: one of FFmpeg's encoders, and a coarser one after it if it fails. */
final class VideoEncoder implements AutoCloseable {
  /** MPEG-4 part 2 counts the ticks of a second in 16 bits. */
  private static final int FINEST_MPEG4 = 65535;

  private final String output;
  private final ClipInfo clip;
  private final boolean globalHeader;
  private final Consumer<String> warnings;
  private final Map<Long, Long> durations = new HashMap<>();
  private final AVPacket packet;
  private Encoding encoding;
  private AVCodecContext context;
  private final AVFrame picture;
  private final YuvWriter writer;
  private Optional<H264Tags> tags = Optional.empty();

  /**
   * Opens the encoder.
   *
   * @param output what messages call the file
   * @param globalHeader whether the container wants the stream's header apart
   * @throws EdvrException of category USAGE for an option that the encoder doesn't know, OUTPUT if
   *     it doesn't start
   */
  VideoEncoder(
      String output,
      Encoding encoding,
      ClipInfo clip,
      boolean globalHeader,
      Consumer<String> warnings) {
    this.output = output;
    this.encoding = encoding;
    this.clip = clip.withColour(colourIn(encoding, clip.colour()));
    this.globalHeader = globalHeader;
    this.warnings = warnings;
    context = open();
    packet = av_packet_alloc();
    try {
      writer = new YuvWriter(this.clip.colour(), clip.width(), clip.height(), context.pix_fmt());
      picture = Pictures.allocate(clip.width(), clip.height(), context.pix_fmt());
    } catch (RuntimeException e) {
      avcodec_free_context(context);
      av_packet_free(packet);
      throw e;
    }
    tag(picture);
  }

  /** The chroma samples lie where the codec can say that they do; left is what unsaid means. */
  private static ColourTags colourIn(Encoding encoding, ColourTags colour) {
    boolean said =
        switch (encoding.encoder().codec().id()) {
          case AV_CODEC_ID_H264 -> true;
          case AV_CODEC_ID_AV1 -> colour.chroma() == ChromaLocation.TOP_LEFT;
          default -> false;
        };
    return said || colour.chroma() == ChromaLocation.UNSPECIFIED
        ? colour
        : colour.withChroma(ChromaLocation.LEFT);
  }

  private AVCodecContext open() {
    Encoder encoder = encoding.encoder();
    if (encoder.name().equals("libsvtav1")) {
      FFmpeg.quietSvt();
    }
    AVCodecContext opened = avcodec_alloc_context3(encoder.codec());
    try {
      encoding.options().forEach((key, value) -> set(opened, key, value));
    } catch (EdvrException e) {
      avcodec_free_context(opened);
      throw e;
    }
    ColourTags colour = clip.colour();
    opened
        .width(clip.width())
        .height(clip.height())
        .pix_fmt(av_get_pix_fmt(encoding.pixelFormat()))
        .colorspace(colour.matrix())
        .color_primaries(colour.primaries())
        .color_trc(colour.transfer())
        .color_range(Colours.code(colour.range()))
        .chroma_sample_location(Colours.code(colour.chroma()));
    if (!encoding.options().containsKey("g")) {
      opened.gop_size(keyFrameDistance());
    }
    FFmpeg.set(opened.time_base(), timeBase(encoder));
    FFmpeg.set(opened.framerate(), clip.frameRate());
    clip.sampleAspect().ifPresent(aspect -> FFmpeg.set(opened.sample_aspect_ratio(), aspect));
    if (globalHeader) {
      opened.flags(opened.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
    }
    int code = avcodec_open2(opened, encoder.codec(), (AVDictionary) null);
    if (code < 0) {
      avcodec_free_context(opened);
      throw new EdvrException(
          Category.OUTPUT,
          "%s: the encoder %s refuses %dx%d frames%s: %s"
              .formatted(
                  output,
                  encoder.name(),
                  clip.width(),
                  clip.height(),
                  encoding.asked().isEmpty() ? "" : " with the options " + encoding.asked(),
                  FFmpeg.error(code)));
    }
    return opened;
  }

  /** One that the codec can count in, and that measures frames of a constant rate exactly. */
  private Rational timeBase(Encoder encoder) {
    if (encoder.codec().id() != AV_CODEC_ID_MPEG4 || clip.timeBase().den() <= FINEST_MPEG4) {
      return clip.timeBase();
    }
    int rate = clip.frameRate().num();
    return new Rational(1, rate <= FINEST_MPEG4 ? FINEST_MPEG4 / rate * rate : FINEST_MPEG4);
  }

  private void set(AVCodecContext opened, String key, String value) {
    int code = av_opt_set(opened, key, value, AV_OPT_SEARCH_CHILDREN);
    if (code < 0) {
      throw new EdvrException(
          Category.USAGE,
          code == AVERROR_OPTION_NOT_FOUND()
              ? "the encoder %s has no option '%s'".formatted(encoding.encoder().name(), key)
              : "the option '%s' of the encoder %s doesn't take '%s'"
                  .formatted(key, encoding.encoder().name(), value));
    }
  }

  /** Two seconds, so that players can jump without waiting. */
  private int keyFrameDistance() {
    return Math.clamp(Math.round(2 * clip.frameRate().value()), 2, 300);
  }

  private void tag(AVFrame frame) {
    ColourTags colour = clip.colour();
    frame
        .colorspace(colour.matrix())
        .color_primaries(colour.primaries())
        .color_trc(colour.transfer())
        .color_range(Colours.code(colour.range()))
        .chroma_location(Colours.code(colour.chroma()));
    clip.sampleAspect().ifPresent(aspect -> FFmpeg.set(frame.sample_aspect_ratio(), aspect));
  }

  /** Describes the packets to a muxer; to be called once, before the first of them. */
  void describe(AVCodecParameters stream) {
    check(avcodec_parameters_from_context(stream, context), "can't describe its video");
    ChromaLocation chroma = clip.colour().chroma();
    if (context.codec_id() == AV_CODEC_ID_H264
        && chroma != ChromaLocation.UNSPECIFIED
        && chroma != ChromaLocation.LEFT) {
      H264Tags filter = new H264Tags();
      tags = Optional.of(filter);
      check(filter.open(stream, chroma), "can't be tagged");
    }
  }

  /** The unit of the packets' times. */
  AVRational timeBase() {
    return context.time_base();
  }

  /** A time of the clip in the packets' unit. */
  long inTicks(long clipTime) {
    Rational unit = FFmpeg.rational(context.time_base());
    return rescaled(clipTime, clip.timeBase(), unit);
  }

  /** A packet's time in the clip's time base. */
  long inClipTime(long ticks) {
    return rescaled(ticks, FFmpeg.rational(context.time_base()), clip.timeBase());
  }

  private static long rescaled(long time, Rational from, Rational to) {
    return av_rescale(time, (long) from.num() * to.den(), (long) from.den() * to.num());
  }

  /** Encodes a frame; packets, valid during the call, come when the encoder has some. */
  void encode(TimedFrame frame, Consumer<AVPacket> packets) {
    check(av_frame_make_writable(picture), "a frame can't be written");
    writer.write(frame.frame(), picture);
    writer.writeAlpha(frame.alpha(), picture);
    long pts = inTicks(frame.pts());
    long duration = inTicks(frame.pts() + frame.duration()) - pts;
    picture.pts(pts).duration(duration);
    durations.put(pts, duration);
    int sent = avcodec_send_frame(context, picture);
    while (sent < 0 && encoding.coarser().isPresent()) {
      goOnWith(encoding.coarser().get());
      sent = avcodec_send_frame(context, picture);
    }
    check(sent, "a frame can't be encoded");
    receive(packets);
  }

  /** Gives the packets that the encoder has held back. */
  void finish(Consumer<AVPacket> packets) {
    check(avcodec_send_frame(context, null), "the last frames can't be encoded");
    receive(packets);
  }

  private void receive(Consumer<AVPacket> packets) {
    while (true) {
      int code = avcodec_receive_packet(context, packet);
      if (code == AVERROR_EAGAIN() || code == AVERROR_EOF) {
        return;
      }
      check(code, "a frame can't be encoded");
      if (tags.isPresent()) {
        check(tags.get().apply(packet), "can't be tagged");
      }
      Long duration = durations.remove(packet.pts());
      if (duration != null) {
        packet.duration(duration);
      }
      packets.accept(packet);
    }
  }

  /**
   * Goes on with another instance of the encoder. It holds back no frames, and its headers don't
   * depend on the quantiser, so the stream goes on with a key frame.
   */
  private void goOnWith(Encoding coarser) {
    encoding = coarser;
    AVCodecContext failed = context;
    context = open();
    avcodec_free_context(failed);
    warnings.accept(
        "%s: a frame is too noisy for the encoder %s at its finest; it goes on coarser"
            .formatted(output, encoding.encoder().name()));
  }

  private void check(int code, String what) {
    if (code < 0) {
      throw new EdvrException(
          Category.OUTPUT, "%s: %s: %s".formatted(output, what, FFmpeg.error(code)));
    }
  }

  @Override
  public void close() {
    tags.ifPresent(H264Tags::close);
    av_frame_free(picture);
    avcodec_free_context(context);
    av_packet_free(packet);
  }
}
