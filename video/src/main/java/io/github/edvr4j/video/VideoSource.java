package io.github.edvr4j.video;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avformat.av_guess_frame_rate;
import static org.bytedeco.ffmpeg.global.avformat.av_guess_sample_aspect_ratio;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.stream.Frame;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.jspecify.annotations.Nullable;

/**
 * The best video stream of any file that FFmpeg reads.
 *
 * <p>Frames keep their time stamps to the tick. Where a stream has none (a raw {@code .264}), they
 * follow from the frames' durations; where they don't rise, they are moved by the least that makes
 * them. Damaged packets are skipped and counted.
 */
public final class VideoSource implements FrameSource {
  private final Path file;
  private final Consumer<String> warnings;
  private final Demuxer demuxer;
  private final AVStream stream;
  private final AVCodecContext decoder;
  private final AVPacket packet;
  private final AVFrame decoded;
  private final ClipInfo info;
  private final RgbReader reader;
  private final DecodeLoop decoding;
  private boolean decodedWaits;
  private boolean sizeChanged;
  private boolean reported;
  private boolean closed;
  private long frames;
  private long damaged;
  private long moved;
  private long lastPts;
  private long lastDuration;

  /**
   * Opens the file and decodes its first frame, whose size and tags are more reliable than the
   * container's.
   *
   * @param warnings takes one line for what was missing, skipped or repaired, mostly at the clip's
   *     end
   * @throws EdvrException of category INPUT if the file can't be read, is not a video or holds no
   *     frame
   */
  public static VideoSource open(Path file, Consumer<String> warnings) {
    return new VideoSource(file, warnings);
  }

  private VideoSource(Path file, Consumer<String> warnings) {
    this.file = file;
    this.warnings = warnings;
    this.demuxer = Demuxer.open(file);
    this.packet = av_packet_alloc();
    this.decoded = av_frame_alloc();
    AVStream best = null;
    AVCodecContext context = null;
    try {
      best = demuxer.bestVideo();
      demuxer.only(stream -> false);
      best.discard(0);
      context = decoderOf(best);
      this.stream = best;
      this.decoder = context;
      this.decoding = new DecodeLoop(file, this::receive, this::feed);
      this.decodedWaits = decoding.next();
      if (!decodedWaits) {
        throw new EdvrException(
            Category.INPUT,
            "%s: its video stream (%s) has no frame that can be decoded; is the file complete?"
                .formatted(file, avcodec_get_name(best.codecpar().codec_id()).getString()));
      }
      this.info = infoOf();
      this.reader = new RgbReader(info.colour(), info.width(), info.height());
    } catch (RuntimeException e) {
      release(context);
      throw e;
    }
  }

  private AVCodecContext decoderOf(AVStream video) {
    int id = video.codecpar().codec_id();
    AVCodec found = avcodec_find_decoder(id);
    if (found == null || found.isNull()) {
      throw new EdvrException(
          Category.INPUT,
          "%s: this FFmpeg has no decoder for %s; convert the file to another codec first"
              .formatted(file, avcodec_get_name(id).getString()));
    }
    AVCodecContext context = avcodec_alloc_context3(found);
    avcodec_parameters_to_context(context, video.codecpar());
    context.pkt_timebase(video.time_base());
    context.thread_count(0);
    int code = avcodec_open2(context, found, (AVDictionary) null);
    if (code < 0) {
      avcodec_free_context(context);
      throw new EdvrException(
          Category.INPUT,
          "%s: the decoder for %s doesn't start: %s"
              .formatted(file, found.name().getString(), FFmpeg.error(code)));
    }
    return context;
  }

  private ClipInfo infoOf() {
    Rational timeBase = FFmpeg.rational(stream.time_base());
    AVRational guess = av_guess_frame_rate(demuxer.context(), stream, decoded);
    Rational rate = FFmpeg.positive(guess) ? FFmpeg.rational(guess) : new Rational(25, 1);
    AVRational average = stream.avg_frame_rate();
    AVRational real = stream.r_frame_rate();
    boolean constant =
        FFmpeg.positive(average)
            && (long) average.num() * real.den() == (long) average.den() * real.num();
    AVRational aspect = av_guess_sample_aspect_ratio(demuxer.context(), stream, decoded);
    return new ClipInfo(
        decoded.width(),
        decoded.height(),
        timeBase,
        rate,
        constant,
        FFmpeg.positive(aspect) ? Optional.of(FFmpeg.rational(aspect)) : Optional.empty(),
        0,
        Math.max(8, av_pix_fmt_desc_get(decoded.format()).comp(0).depth()),
        Colours.tags(decoded),
        expectedFrames(rate));
  }

  private OptionalLong expectedFrames(Rational rate) {
    if (stream.nb_frames() > 0) {
      return OptionalLong.of(stream.nb_frames());
    }
    double seconds =
        stream.duration() > 0
            ? stream.duration() * FFmpeg.rational(stream.time_base()).value()
            : demuxer.seconds();
    return seconds > 0
        ? OptionalLong.of(Math.max(1, Math.round(seconds * rate.value())))
        : OptionalLong.empty();
  }

  @Override
  public ClipInfo info() {
    return info;
  }

  @Override
  public Optional<TimedFrame> next() {
    if (closed) {
      throw new IllegalStateException("the source is closed");
    }
    if (!decodedWaits && !decoding.next()) {
      report();
      return Optional.empty();
    }
    decodedWaits = false;
    long pts = timeStamp();
    long duration = duration();
    noticeNewSize();
    Frame frame = reader.read(decoded);
    av_frame_unref(decoded);
    lastPts = pts;
    lastDuration = duration;
    return Optional.of(new TimedFrame(frame, pts, duration, PngFolderSink.numbered(frames++)));
  }

  private long timeStamp() {
    long pts = storedTime();
    if (frames == 0) {
      return pts == AV_NOPTS_VALUE ? 0 : pts;
    }
    if (pts == AV_NOPTS_VALUE) {
      return lastPts + lastDuration;
    }
    if (pts <= lastPts) {
      moved++;
      return lastPts + 1;
    }
    return pts;
  }

  private long storedTime() {
    return decoded.pts() != AV_NOPTS_VALUE ? decoded.pts() : decoded.best_effort_timestamp();
  }

  /** Demuxers invent durations for frames without a time stamp, a tick among them. */
  private long duration() {
    boolean known = storedTime() != AV_NOPTS_VALUE && decoded.duration() > 0;
    return known ? decoded.duration() : usualDuration();
  }

  private long usualDuration() {
    return Math.max(1, Math.round(1 / (info.frameRate().value() * info.timeBase().value())));
  }

  private void noticeNewSize() {
    if (!sizeChanged && (decoded.width() != info.width() || decoded.height() != info.height())) {
      sizeChanged = true;
      warnings.accept(
          "%s: frame %d changes to %dx%d; from here on frames are scaled to the first one's %dx%d"
              .formatted(
                  file, frames, decoded.width(), decoded.height(), info.width(), info.height()));
    }
  }

  /** Fills {@link #decoded} with the next picture. */
  private int receive() {
    return avcodec_receive_frame(decoder, decoded);
  }

  /** Gives the decoder the next packet, or tells it that there are none, which gives false. */
  private boolean feed() {
    int code = av_read_frame(demuxer.context(), packet);
    if (code < 0) {
      if (code != AVERROR_EOF) {
        warnings.accept(
            "%s: could not be read to its end: %s; what comes after is missing"
                .formatted(file, FFmpeg.error(code)));
      }
      avcodec_send_packet(decoder, null);
      return false;
    }
    if (packet.stream_index() == stream.index() && avcodec_send_packet(decoder, packet) < 0) {
      damaged++;
    }
    av_packet_unref(packet);
    return true;
  }

  private void report() {
    if (reported) {
      return;
    }
    reported = true;
    long skipped = damaged + decoding.failed();
    if (skipped > 0) {
      warnings.accept(
          "%s: %s skipped; some frames may be missing or show errors"
              .formatted(
                  file, skipped == 1 ? "1 damaged packet was" : skipped + " damaged packets were"));
    }
    if (moved > 0) {
      warnings.accept(
          "%s: %s rise and %s moved by a tick"
              .formatted(
                  file,
                  moved == 1 ? "1 time stamp didn't" : moved + " time stamps didn't",
                  moved == 1 ? "was" : "were"));
    }
  }

  @Override
  public void close() {
    if (!closed) {
      release(decoder);
    }
  }

  private void release(@Nullable AVCodecContext context) {
    closed = true;
    if (context != null) {
      avcodec_free_context(context);
    }
    av_frame_free(decoded);
    av_packet_free(packet);
    demuxer.close();
  }
}
