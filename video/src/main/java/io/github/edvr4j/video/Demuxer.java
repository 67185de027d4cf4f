package io.github.edvr4j.video;

import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_ALL;
import static org.bytedeco.ffmpeg.global.avformat.AVFMT_NOTIMESTAMPS;
import static org.bytedeco.ffmpeg.global.avformat.AVFMT_TS_DISCONT;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_ATTACHED_PIC;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_seek_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.AV_TIME_BASE;
import static org.bytedeco.ffmpeg.global.avutil.av_rescale;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;

/** An opened container. */
final class Demuxer implements AutoCloseable {
  /** No name is a pattern: {@code 100%d.jpg} is a file like any other. */
  private static final Map<String, String> LITERAL_NAMES = Map.of("pattern_type", "none");

  /** Of reading to no avail; sleeping disks and slow networks need less. */
  static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Who writes into a pipe may take any time. */
  private static final Duration ANY_TIME = Duration.ofDays(10_000);

  private static final String FILE_ADVICE = "give a video file or a folder of pictures";
  private static final String PIPE_ADVICE =
      "pipe y4m, Matroska, MPEG-TS or another video into it that can be read without going back";

  private final String name;
  private final AVFormatContext context;
  private final ReadDeadline deadline;
  private boolean closed;

  private Demuxer(String name, AVFormatContext context, ReadDeadline deadline) {
    this.name = name;
    this.context = context;
    this.deadline = deadline;
  }

  /**
   * Opens a file, or what else has a name and can be read like one.
   *
   * @throws EdvrException of category INPUT if it can't be read or FFmpeg doesn't know what it is
   */
  static Demuxer open(Path file) {
    return open(file, PATIENCE);
  }

  /** Opens a file that is read no longer to no avail than some time. */
  static Demuxer open(Path file, Duration patience) {
    if (!Files.exists(file)) {
      throw new EdvrException(Category.INPUT, "%s: no such file".formatted(file));
    }
    if (!Files.isReadable(file)) {
      throw new EdvrException(Category.INPUT, "%s: no permission to read it".formatted(file));
    }
    if (Files.isRegularFile(file) && file.toFile().length() == 0) {
      throw notAVideo(file.toString(), "it is empty", FILE_ADVICE);
    }
    return open(
        file.toString(),
        FFmpeg.url(file),
        FILE_ADVICE,
        Files.isRegularFile(file) ? patience : ANY_TIME);
  }

  /**
   * Opens the standard input, which must not have been read from.
   *
   * @throws EdvrException of category INPUT if nothing comes or FFmpeg doesn't know what it is
   */
  static Demuxer standardInput() {
    // Unlike "pipe:0", this goes back in a file that is redirected to the standard input.
    return open("standard input", "fd:", PIPE_ADVICE, ANY_TIME);
  }

  private static Demuxer open(String name, String url, String advice, Duration patience) {
    FFmpeg.load();
    AVFormatContext context = avformat_alloc_context();
    ReadDeadline deadline = ReadDeadline.of(context, patience);
    AVDictionary options = FFmpeg.options(LITERAL_NAMES);
    int code = avformat_open_input(context, url, (AVInputFormat) null, options);
    FFmpeg.free(options);
    if (code < 0) {
      String why = deadline.error(code);
      deadline.close();
      throw notAVideo(name, why, advice);
    }
    Demuxer demuxer = new Demuxer(name, context, deadline);
    // FFmpeg draws text files as if on a terminal; nobody means that here.
    boolean text = context.iformat().name().getString().equals("tty");
    code = text ? 0 : avformat_find_stream_info(context, (AVDictionary) null);
    if (text || code < 0) {
      String why = text ? "it is text" : deadline.error(code);
      demuxer.close();
      throw notAVideo(name, why, advice);
    }
    return demuxer;
  }

  private static EdvrException notAVideo(String name, String why, String advice) {
    return new EdvrException(
        Category.INPUT, "%s: can't be read as a video (%s); %s".formatted(name, why, advice));
  }

  /** The input's name for messages. */
  String name() {
    return name;
  }

  AVFormatContext context() {
    return context;
  }

  /** Reads the next packet, as {@code av_read_frame}; a broadcast's clock begins at 0. */
  int read(AVPacket packet) {
    deadline.begin();
    int code = av_read_frame(context, packet);
    if (code >= 0) {
      PacketTimes.shift(packet, -clockStart(packet.stream_index()));
    }
    return code;
  }

  /** Goes to a moment of a stream, as {@code av_seek_frame}. */
  int seek(int stream, long moment, int flags) {
    deadline.begin();
    return av_seek_frame(context, stream, moment + clockStart(stream), flags);
  }

  /**
   * What the clock shows where the file begins, in a stream's time base. That of broadcasts and
   * DVDs has run since anywhere: a recording doesn't begin after half a day of nothing.
   */
  private long clockStart(int stream) {
    boolean anywhere = hasClock() && (context.iformat().flags() & AVFMT_TS_DISCONT) != 0;
    long start = context.start_time();
    if (!anywhere || start == AV_NOPTS_VALUE) {
      return 0;
    }
    Rational unit = FFmpeg.rational(context.streams(stream).time_base());
    return av_rescale(start, unit.den(), (long) unit.num() * AV_TIME_BASE);
  }

  /** Why the last reading ended with a code below zero. */
  String error(int code) {
    return deadline.error(code);
  }

  /** The file's moving pictures; the cover of an album doesn't count. */
  AVStream bestVideo() {
    int index = av_find_best_stream(context, AVMEDIA_TYPE_VIDEO, -1, -1, (AVCodec) null, 0);
    if (index < 0 || (context.streams(index).disposition() & AV_DISPOSITION_ATTACHED_PIC) != 0) {
      throw new EdvrException(
          Category.INPUT,
          "%s: has no video stream (it is %s)"
              .formatted(name, context.iformat().long_name().getString()));
    }
    return context.streams(index);
  }

  /** Reads only the streams that are wanted. */
  void only(Predicate<AVStream> wanted) {
    for (int i = 0; i < context.nb_streams(); i++) {
      AVStream stream = context.streams(i);
      if (!wanted.test(stream)) {
        stream.discard(AVDISCARD_ALL);
      }
    }
  }

  /** The container's length, 0 where it is unknown. */
  double seconds() {
    long duration = context.duration();
    return duration == AV_NOPTS_VALUE ? 0 : (double) duration / AV_TIME_BASE;
  }

  /** Whether it has time stamps; a stream without a container has none. */
  boolean hasClock() {
    return (context.iformat().flags() & AVFMT_NOTIMESTAMPS) == 0;
  }

  /** Whether it can be read from another place on; a pipe can't. */
  boolean seekable() {
    AVIOContext io = context.pb();
    return io != null && !io.isNull() && io.seekable() != 0;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      avformat_close_input(context);
      deadline.close();
    }
  }
}
