package io.github.edvr4j.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AV1;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_NONE;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avformat.AVFMT_GLOBALHEADER;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_guess_format;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_NONE;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_iterate;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.video.ColourTags.ChromaLocation;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVOutputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * A video file, written beside its place and renamed when it is complete.
 *
 * <p>Frames keep their time stamps as exactly as the container can say them (MP4 and MOV to the
 * tick, Matroska to the millisecond), and the clip's colour tags and pixel shape. Audio streams and
 * metadata are copied from {@link SinkOptions#copyFrom}, packet by packet.
 */
public final class VideoSink implements FrameSink {
  private final Path output;
  private final ClipInfo clip;
  private final PartialFile file;
  private final Consumer<String> warnings;
  private final AVFormatContext muxer = new AVFormatContext((Pointer) null);
  private final AVPacket packet = av_packet_alloc();
  private final Map<Long, Long> durations = new HashMap<>();
  private Encoding encoding;
  private @Nullable AVCodecContext encoder;
  private @Nullable AVFrame picture;
  private @Nullable YuvWriter writer;
  private @Nullable AVStream stream;
  private Optional<H264Tags> tags = Optional.empty();
  private Optional<StreamCopy> copy = Optional.empty();
  private final boolean cutSound;
  private long end;
  private boolean closed;

  /**
   * Opens a video file.
   *
   * @param output its extension names the container
   * @param clip size, time base and tags of the frames that will be written
   * @throws EdvrException of category OUTPUT if the container is unknown, the file exists, its
   *     folder doesn't, or no encoder takes frames of this size whole
   */
  public static VideoSink create(Path output, ClipInfo clip, SinkOptions options) {
    FFmpeg.load();
    AVOutputFormat container = containerOf(output);
    Encoding encoding =
        options
            .encoding()
            .orElseGet(() -> Encoding.choose(output, container, clip.width(), clip.height()));
    VideoSink sink =
        new VideoSink(
            output, clip, encoding, PartialFile.beside(output, options.overwrite()), options);
    try {
      sink.open(container, options);
    } catch (RuntimeException e) {
      sink.close();
      throw e;
    }
    return sink;
  }

  private VideoSink(
      Path output, ClipInfo clip, Encoding encoding, PartialFile file, SinkOptions options) {
    this.output = output;
    this.clip = clip.withColour(colourIn(encoding, clip.colour()));
    this.encoding = encoding;
    this.file = file;
    warnings = options.warnings();
    cutSound = options.cutSound();
  }

  private static AVOutputFormat containerOf(Path output) {
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
    return found;
  }

  /** The chroma samples lie where the codec can say that they do; left is what unsaid means. */
  private static ColourTags colourIn(Encoding encoding, ColourTags colour) {
    boolean said =
        switch (codecOf(encoding)) {
          case AV_CODEC_ID_H264 -> true;
          case AV_CODEC_ID_AV1 -> colour.chroma() == ChromaLocation.TOP_LEFT;
          default -> false;
        };
    return said || colour.chroma() == ChromaLocation.UNSPECIFIED
        ? colour
        : colour.withChroma(ChromaLocation.LEFT);
  }

  private static int codecOf(Encoding encoding) {
    AVCodec codec = avcodec_find_encoder_by_name(encoding.encoder());
    return codec == null || codec.isNull() ? AV_CODEC_ID_NONE : codec.id();
  }

  private void open(AVOutputFormat container, SinkOptions options) {
    check(
        avformat_alloc_output_context2(muxer, container, (String) null, FFmpeg.url(file.part())),
        "can't be opened");
    encoder = openEncoder((container.flags() & AVFMT_GLOBALHEADER) != 0);
    picture = Pictures.allocate(clip.width(), clip.height(), encoder.pix_fmt());
    tag(picture);
    writer = new YuvWriter(clip.colour(), clip.width(), clip.height(), encoder.pix_fmt());
    stream = addStream(encoder);
    copy = options.copyFrom().flatMap(from -> StreamCopy.into(muxer, from, options.warnings()));
    AVIOContext io = new AVIOContext((Pointer) null);
    check(avio_open(io, FFmpeg.url(file.part()), AVIO_FLAG_WRITE), "can't be written");
    muxer.pb(io);
    AVDictionary settings = FFmpeg.options(muxerOptions(container));
    int code = avformat_write_header(muxer, settings);
    FFmpeg.free(settings);
    check(code, "its container (%s) can't be started".formatted(container.name().getString()));
  }

  /**
   * The index in front, for players that start before the file is complete; the clip's own ticks
   * for its track, and for the movie a tick that measures the late start of every stream.
   */
  private Map<String, String> muxerOptions(AVOutputFormat container) {
    return switch (container.name().getString()) {
      case "mp4", "mov", "ipod" ->
          Map.of(
              "movflags",
              "+faststart",
              "video_track_timescale",
              Integer.toString(clip.timeBase().den()),
              "movie_timescale",
              Integer.toString(movieTicks()));
      default -> Map.of();
    };
  }

  private int movieTicks() {
    long ticks = clip.timeBase().den();
    for (int i = 0; i < muxer.nb_streams(); i++) {
      long others = muxer.streams(i).time_base().den();
      long common = ticks / gcd(ticks, others) * others;
      ticks = common <= Integer.MAX_VALUE ? common : ticks;
    }
    return (int) ticks;
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  private AVCodecContext openEncoder(boolean globalHeader) {
    AVCodec codec = avcodec_find_encoder_by_name(encoding.encoder());
    int pixelFormat = av_get_pix_fmt(encoding.pixelFormat());
    if (codec == null || codec.isNull() || pixelFormat == AV_PIX_FMT_NONE) {
      throw new EdvrException(
          Category.OUTPUT,
          "%s: this FFmpeg has no encoder %s for %s samples"
              .formatted(output, encoding.encoder(), encoding.pixelFormat()));
    }
    if (encoding.encoder().equals("libsvtav1")) {
      FFmpeg.quietSvt();
    }
    AVCodecContext context = avcodec_alloc_context3(codec);
    ColourTags colour = clip.colour();
    context
        .width(clip.width())
        .height(clip.height())
        .pix_fmt(pixelFormat)
        .colorspace(colour.matrix())
        .color_primaries(colour.primaries())
        .color_trc(colour.transfer())
        .color_range(Colours.code(colour.range()))
        .chroma_sample_location(Colours.code(colour.chroma()))
        .gop_size(keyFrameDistance());
    FFmpeg.set(context.time_base(), clip.timeBase());
    FFmpeg.set(context.framerate(), clip.frameRate());
    clip.sampleAspect().ifPresent(aspect -> FFmpeg.set(context.sample_aspect_ratio(), aspect));
    if (globalHeader) {
      context.flags(context.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
    }
    AVDictionary options = FFmpeg.options(encoding.options());
    int code = avcodec_open2(context, codec, options);
    AVDictionaryEntry unknown = code < 0 ? null : av_dict_iterate(options, null);
    String option = unknown == null || unknown.isNull() ? "" : unknown.key().getString();
    FFmpeg.free(options);
    if (code < 0 || !option.isEmpty()) {
      avcodec_free_context(context);
      throw new EdvrException(
          Category.OUTPUT,
          code < 0
              ? "%s: the encoder %s refuses %dx%d: %s"
                  .formatted(
                      output, encoding.encoder(), clip.width(), clip.height(), FFmpeg.error(code))
              : "%s: the encoder %s has no option '%s'"
                  .formatted(output, encoding.encoder(), option));
    }
    return context;
  }

  /** Two seconds, so that players can jump without waiting. */
  private int keyFrameDistance() {
    return Math.clamp(Math.round(2 * clip.frameRate().value()), 2, 300);
  }

  private AVStream addStream(AVCodecContext context) {
    AVStream added = avformat_new_stream(muxer, null);
    check(avcodec_parameters_from_context(added.codecpar(), context), "can't describe its video");
    FFmpeg.set(added.time_base(), clip.timeBase());
    ChromaLocation chroma = clip.colour().chroma();
    if (context.codec_id() == AV_CODEC_ID_H264
        && chroma != ChromaLocation.UNSPECIFIED
        && chroma != ChromaLocation.LEFT) {
      H264Tags filter = new H264Tags();
      tags = Optional.of(filter);
      check(filter.open(added.codecpar(), chroma), "can't be tagged");
    }
    clip.sampleAspect().ifPresent(aspect -> FFmpeg.set(added.sample_aspect_ratio(), aspect));
    if (clip.constantRate()) {
      FFmpeg.set(added.avg_frame_rate(), clip.frameRate());
    }
    return added;
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

  @Override
  public void write(TimedFrame frame) {
    requireOpen();
    AVFrame target = requireNonNull(picture);
    check(av_frame_make_writable(target), "a frame can't be written");
    requireNonNull(writer).write(frame.frame(), target);
    target.pts(frame.pts()).duration(frame.duration());
    durations.put(frame.pts(), frame.duration());
    end = frame.pts() + frame.duration();
    encode(target);
  }

  private void encode(@Nullable AVFrame frame) {
    int sent = avcodec_send_frame(requireNonNull(encoder), frame);
    while (sent < 0 && frame != null && encoding.coarser().isPresent()) {
      encodeCoarser(encoding.coarser().get());
      sent = avcodec_send_frame(requireNonNull(encoder), frame);
    }
    check(sent, "a frame can't be encoded");
    AVCodecContext context = requireNonNull(encoder);
    while (true) {
      int code = avcodec_receive_packet(context, packet);
      if (code == AVERROR_EAGAIN() || code == AVERROR_EOF) {
        return;
      }
      check(code, "a frame can't be encoded");
      if (tags.isPresent()) {
        check(tags.get().apply(packet), "can't be tagged");
      }
      mux(context, requireNonNull(stream));
    }
  }

  /**
   * Goes on with another instance of the encoder. It holds back no frames, and its headers don't
   * depend on the quantiser, so the stream goes on with a key frame.
   */
  private void encodeCoarser(Encoding coarser) {
    AVCodecContext failed = requireNonNull(encoder);
    boolean globalHeader = (failed.flags() & AV_CODEC_FLAG_GLOBAL_HEADER) != 0;
    avcodec_free_context(failed);
    encoder = null;
    encoding = coarser;
    encoder = openEncoder(globalHeader);
    warnings.accept(
        "%s: a frame is too noisy for the encoder %s at its finest; it goes on coarser"
            .formatted(output, encoding.encoder()));
  }

  private void mux(AVCodecContext context, AVStream video) {
    Long duration = durations.remove(packet.pts());
    if (duration != null) {
      packet.duration(duration);
    }
    copy.ifPresent(streams -> streams.until(packet.dts(), context.time_base()));
    av_packet_rescale_ts(packet, context.time_base(), video.time_base());
    packet.stream_index(video.index());
    check(av_interleaved_write_frame(muxer, packet), "can't be written");
  }

  @Override
  public void finish() {
    requireOpen();
    encode(null);
    copy.ifPresent(streams -> copyRest(streams, requireNonNull(encoder)));
    check(av_write_trailer(muxer), "can't be completed");
    check(closeFile(), "can't be completed");
    file.commit();
    close();
  }

  private void copyRest(StreamCopy streams, AVCodecContext context) {
    if (cutSound) {
      streams.until(end - 1, context.time_base());
    } else {
      streams.rest();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the sink is closed");
    }
  }

  private static <T> T requireNonNull(@Nullable T opened) {
    return Objects.requireNonNull(opened, "the sink is not open");
  }

  private void check(int code, String what) {
    if (code < 0) {
      throw new EdvrException(
          Category.OUTPUT, "%s: %s: %s".formatted(output, what, FFmpeg.error(code)));
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    copy.ifPresent(StreamCopy::close);
    tags.ifPresent(H264Tags::close);
    if (picture != null) {
      av_frame_free(picture);
    }
    if (encoder != null) {
      avcodec_free_context(encoder);
    }
    av_packet_free(packet);
    if (!muxer.isNull()) {
      closeFile();
      avformat_free_context(muxer);
    }
    file.close();
  }

  /** The muxer keeps its pointer when the file is closed: it must be told. */
  private int closeFile() {
    AVIOContext io = muxer.pb();
    if (io == null || io.isNull()) {
      return 0;
    }
    muxer.pb(null);
    return avio_closep(io);
  }
}
