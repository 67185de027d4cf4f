package io.github.edvr4j.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EPIPE;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.files.FileFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * A video file, written beside its place and renamed when it is complete, or y4m on the standard
 * output.
 *
 * <p>Frames keep their time stamps as exactly as the container can say them (MP4 and MOV to the
 * tick, Matroska to the millisecond), and the clip's colour tags and pixel shape. What else {@link
 * SinkOptions#copyFrom} holds is copied, packet by packet.
 */
public final class VideoSink implements FrameSink {
  private static final String STANDARD_OUTPUT = "the standard output";

  private final String output;
  private final ClipInfo clip;
  private final Container container;
  private final Encoding encoding;
  private final Optional<PartialFile> file;
  private final boolean startIsCut;
  private final boolean endIsCut;
  private final AVFormatContext muxer = new AVFormatContext((Pointer) null);
  private final PacketWriter packets = new PacketWriter(muxer);
  private @Nullable VideoEncoder encoder;
  private @Nullable AVStream stream;
  private Optional<StreamCopy> copy = Optional.empty();
  private boolean begun;
  private long offset;
  private long frames;
  private long end;
  private boolean closed;

  /**
   * Opens a video file.
   *
   * @param output its extension names the container
   * @param clip size, time base and tags of the frames that will be written
   * @throws EdvrException of category OUTPUT if the container is unknown, the file exists, its
   *     folder doesn't, or no encoder takes frames of this size whole; USAGE if what is asked of
   *     the encoding can't be
   */
  public static VideoSink create(Path output, ClipInfo clip, SinkOptions options) {
    Container container = Container.of(output);
    Encoding encoding = choose(output.toString(), container, clip, options);
    PartialFile file = PartialFile.beside(output, options.overwrite());
    return opened(
        new VideoSink(output.toString(), clip, container, encoding, Optional.of(file), options),
        FFmpeg.url(file.part()),
        options);
  }

  /**
   * Opens a video file for frames that are encoded already, which are {@linkplain #append
   * appended}.
   *
   * @param part where it is written until it is complete
   * @param clip that the frames were encoded as
   * @param options those that the frames were encoded with
   * @param whenComplete is told of the file before it is put in its place
   */
  static VideoSink joining(
      Path part, Path output, ClipInfo clip, SinkOptions options, Consumer<Path> whenComplete) {
    Container container = Container.of(output);
    Encoding encoding = choose(output.toString(), container, clip, options);
    PartialFile file = PartialFile.in(part, output, options.overwrite(), whenComplete);
    return opened(
        new VideoSink(output.toString(), clip, container, encoding, Optional.of(file), options),
        FFmpeg.url(file.part()),
        options);
  }

  /**
   * Opens the standard output for y4m, on which nothing else may be printed then.
   *
   * @param clip size, time base and tags of the frames that will be written
   * @throws EdvrException of category USAGE if what is asked of the encoding can't be
   */
  public static VideoSink toStandardOutput(ClipInfo clip, SinkOptions options) {
    Container container = Container.named("yuv4mpegpipe");
    Encoding encoding = choose(STANDARD_OUTPUT, container, clip, options);
    return opened(
        new VideoSink(STANDARD_OUTPUT, clip, container, encoding, Optional.empty(), options),
        "pipe:1",
        options);
  }

  private static Encoding choose(
      String output, Container container, ClipInfo clip, SinkOptions options) {
    return Encoding.choose(output, container, clip, options.encoding(), options.warnings());
  }

  private static VideoSink opened(VideoSink sink, String url, SinkOptions options) {
    try {
      sink.open(url, options);
    } catch (RuntimeException e) {
      sink.close();
      throw e;
    }
    return sink;
  }

  private VideoSink(
      String output,
      ClipInfo clip,
      Container container,
      Encoding encoding,
      Optional<PartialFile> file,
      SinkOptions options) {
    this.output = output;
    this.container = container;
    this.encoding = encoding;
    this.file = file;
    this.clip = encoding.asSaid(clip, container);
    startIsCut = options.cut().start();
    endIsCut = options.cut().end();
  }

  private void open(String url, SinkOptions options) {
    check(
        avformat_alloc_output_context2(muxer, container.format(), (String) null, url),
        "can't be opened");
    container.prepare(muxer);
    if (container.isUncompressed() && !clip.constantRate()) {
      options
          .warnings()
          .accept(
              "%s: y4m has no times, so that frames come at %s a second; .mkv keeps their times"
                  .formatted(output, clip.frameRate()));
    }
    VideoEncoder opened =
        new VideoEncoder(output, encoding, clip, container.wantsGlobalHeader(), options.warnings());
    encoder = opened;
    stream = addStream(opened);
    copy =
        options
            .copyFrom()
            .map(
                from -> StreamCopy.into(muxer, packets, container, from, clip.timeBase(), options));
    AVIOContext io = new AVIOContext((Pointer) null);
    check(avio_open(io, url, AVIO_FLAG_WRITE), "can't be written");
    muxer.pb(io);
    AVDictionary settings = FFmpeg.options(muxerOptions());
    int code = avformat_write_header(muxer, settings);
    FFmpeg.free(settings);
    check(code, "its container (%s) can't be started".formatted(container.name()));
  }

  /**
   * The index in front, for players that start before the file is complete; the clip's own ticks
   * for its track, and for the movie a tick that measures the late start of every stream.
   */
  private Map<String, String> muxerOptions() {
    return container.isMp4()
        ? Map.of(
            "movflags",
            "+faststart",
            "video_track_timescale",
            Integer.toString(clip.timeBase().den()),
            "movie_timescale",
            Integer.toString(movieTicks()))
        : Map.of();
  }

  private int movieTicks() {
    long ticks = clip.timeBase().den();
    for (int i = 0; i < muxer.nb_streams(); i++) {
      // Sound is counted in samples, whatever it was counted in before.
      int samples = muxer.streams(i).codecpar().sample_rate();
      long others = samples > 0 ? samples : muxer.streams(i).time_base().den();
      long common = Rational.reduced(ticks, others, Integer.MAX_VALUE).num() * others;
      ticks = common <= Integer.MAX_VALUE ? common : ticks;
    }
    return (int) ticks;
  }

  private AVStream addStream(VideoEncoder opened) {
    AVStream added = avformat_new_stream(muxer, null);
    opened.describe(added.codecpar());
    clip.light().describe(added.codecpar());
    FFmpeg.set(added.time_base(), container.isUncompressed() ? frameTime() : clip.timeBase());
    clip.sampleAspect().ifPresent(aspect -> FFmpeg.set(added.sample_aspect_ratio(), aspect));
    if (clip.constantRate()) {
      FFmpeg.set(added.avg_frame_rate(), clip.frameRate());
    }
    if (!clip.orientation().equals(Orientation.UPRIGHT)) {
      orient(added.codecpar());
    }
    return added;
  }

  /** The only time that y4m knows. */
  private Rational frameTime() {
    return new Rational(clip.frameRate().den(), clip.frameRate().num());
  }

  /** How players show the picture; the frames themselves stay as they are stored. */
  private void orient(AVCodecParameters parameters) {
    int[] matrix = clip.orientation().matrix();
    ByteBuffer bytes =
        ByteBuffer.allocate(matrix.length * Integer.BYTES).order(ByteOrder.nativeOrder());
    bytes.asIntBuffer().put(matrix);
    SideData.add(parameters, AV_PKT_DATA_DISPLAYMATRIX, bytes.array());
  }

  @Override
  public String description() {
    return container.isUncompressed()
        ? "y4m (%s)".formatted(encoding.pixelFormat())
        : encoding.description();
  }

  @Override
  public long memory() {
    return encoding.memory(clip);
  }

  @Override
  public void write(TimedFrame frame) {
    requireOpen();
    begin(frame.pts());
    end = frame.pts() + frame.duration();
    requireNonNull(encoder).encode(frame.earlier(offset), this::mux);
  }

  private void begin(long pts) {
    if (!begun) {
      begun = true;
      // Players skip what comes before 0.
      offset = startIsCut ? pts : Math.min(0, pts);
      copy.ifPresent(streams -> streams.begin(offset));
    }
  }

  /**
   * Writes the packets of frames that follow those before.
   *
   * @param segment made by an encoder like this sink's
   * @param times when the packets of all segments are decoded
   */
  void append(SegmentReader segment, DecodeTimes times) {
    requireOpen();
    begin(segment.firstPts());
    end = segment.end();
    VideoEncoder like = requireNonNull(encoder);
    segment.requireEncodedBy(requireNonNull(stream).codecpar(), FFmpeg.rational(like.timeBase()));
    long shift = like.inTicks(offset);
    segment.read(
        packet -> {
          packet.dts(times.next(packet) - shift).pts(packet.pts() - shift);
          mux(packet);
        });
  }

  private void mux(AVPacket packet) {
    AVStream video = requireNonNull(stream);
    long dts = requireNonNull(encoder).inClipTime(packet.dts());
    copy.ifPresent(streams -> streams.until(dts + offset));
    av_packet_rescale_ts(packet, requireNonNull(encoder).timeBase(), video.time_base());
    if (container.isUncompressed()) {
      packet.pts(frames).dts(frames).duration(1);
      frames++;
    }
    packet.stream_index(video.index());
    check(packets.write(packet), "can't be written");
  }

  @Override
  public void finish() {
    requireOpen();
    requireNonNull(encoder).finish(this::mux);
    OptionalLong last = endIsCut ? OptionalLong.of(end) : OptionalLong.empty();
    copy.ifPresent(streams -> streams.finish(last));
    check(packets.flush(), "can't be written");
    copy.ifPresent(StreamCopy::report);
    check(av_write_trailer(muxer), "can't be completed");
    check(closeFile(), "can't be completed");
    if (container.name().equals("mov")) {
      file.ifPresent(this::sayLanguages);
    }
    file.ifPresent(PartialFile::commit);
    close();
  }

  private void sayLanguages(PartialFile complete) {
    try {
      TrackLanguages.of(muxer).writeInto(complete.part());
    } catch (IOException e) {
      throw new EdvrException(
          Category.OUTPUT,
          "%s: can't be completed: %s".formatted(output, FileFailure.reason(e)),
          e);
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
    if (code == AVERROR_EPIPE() && file.isEmpty()) {
      throw new EdvrException(
          Category.OUTPUT, "the program that reads " + output + " has stopped reading");
    }
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
    if (encoder != null) {
      encoder.close();
    }
    if (!muxer.isNull()) {
      closeFile();
      avformat_free_context(muxer);
    }
    packets.close();
    file.ifPresent(PartialFile::close);
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
