package io.github.edvr4j.video;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avformat.av_guess_frame_rate;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.stream.Frame;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;

/**
 * The best video stream of anything that FFmpeg reads.
 *
 * <p>Frames keep their time stamps to the tick. Where a stream has none (a raw {@code .264}), they
 * follow from the frames' durations; where they don't rise, they are moved by the least that makes
 * them. Damaged packets are skipped and counted.
 */
public final class VideoSource implements FrameSource {
  private final String name;
  private final Optional<Path> container;
  private final SourceOptions options;
  private final Consumer<String> warnings;
  private final Rational timeBase;
  private final Rational frameRate;
  private final long origin;
  private final ClipInfo info;
  private final RgbReader reader;
  private final DecodingNotices notices;
  private VideoDecoder decoder;
  private FrameTimes times;
  private boolean waits = true;
  private boolean ended;
  private final ReentrantLock reading = new ReentrantLock();
  private volatile boolean closed;
  private long frames;

  /**
   * Opens the file and decodes it to the first frame that is wanted, whose size and tags are more
   * reliable than the container's.
   *
   * @throws EdvrException of category INPUT if the file can't be read, is not a video or holds no
   *     frame in the range
   */
  public static VideoSource open(Path file, SourceOptions options) {
    Demuxer demuxer = Demuxer.open(file);
    // Only a second reading can be given up for the first where seeking fails.
    Optional<Path> seekable = demuxer.seekable() ? Optional.of(file) : Optional.empty();
    return new VideoSource(demuxer, options, seekable);
  }

  /**
   * Reads a video from the standard input: y4m, Matroska, MPEG-TS or what else FFmpeg can read
   * without going back.
   *
   * @throws EdvrException of category INPUT if nothing comes, it is not a video or holds no frame
   *     in the range
   */
  public static VideoSource standardInput(SourceOptions options) {
    return new VideoSource(Demuxer.standardInput(), options, Optional.empty());
  }

  private VideoSource(Demuxer demuxer, SourceOptions options, Optional<Path> seekable) {
    this.name = demuxer.name();
    this.options = options;
    this.warnings = options.warnings();
    this.container = seekable;
    this.decoder = VideoDecoder.open(demuxer, warnings);
    try {
      AVStream stream = decoder.stream();
      if (!decoder.next()) {
        throw new EdvrException(
            Category.INPUT,
            "%s: its video stream (%s) has no frame that can be decoded; %s"
                .formatted(
                    name,
                    avcodec_get_name(stream.codecpar().codec_id()).getString(),
                    demuxer.seekable()
                        ? "is the file complete?"
                        : "a file with its index at the end can't come through a pipe"));
      }
      sayWhatCannotBeCopied(stream);
      FrameExtras.light(stream.codecpar(), decoder.picture())
          .ifPresent(
              light ->
                  warnings.accept(
                      "%s: what it says of the light of each frame %s".formatted(name, light)));
      this.timeBase = FFmpeg.rational(stream.time_base());
      AVRational guess = av_guess_frame_rate(demuxer.context(), stream, decoder.picture());
      this.frameRate = FFmpeg.positive(guess) ? FFmpeg.rational(guess) : new Rational(25, 1);
      this.times = firstTime();
      this.origin = times.pts();
      seekable.ifPresent(this::jumpTowardsStart);
      goToStart();
      this.info = new ClipProbe(decoder, options, timeBase, frameRate).info();
      this.reader = new RgbReader(info.colour(), info.width(), info.height());
      this.notices = new DecodingNotices(name, info, warnings);
    } catch (RuntimeException e) {
      decoder.close();
      throw e;
    }
  }

  /** A pipe is read once, for its frames. */
  private void sayWhatCannotBeCopied(AVStream video) {
    String others = StreamNames.beside(video, decoder.demuxer().context());
    if (container.isEmpty() && !others.isEmpty()) {
      warnings.accept(
          "%s: only its frames can be used, not %s; those are copied from a file"
              .formatted(name, others));
    }
  }

  private FrameTimes firstTime() {
    long usual = Math.max(1, Math.round(1 / (frameRate.value() * timeBase.value())));
    FrameTimes first =
        new FrameTimes(
            decoder.demuxer().hasClock(),
            usual,
            Continuity.longestPause(decoder.demuxer(), timeBase));
    first.next(decoder.picture());
    return first;
  }

  /** Goes on with a second reading of the file if that comes out at a frame before the start. */
  private void jumpTowardsStart(Path file) {
    boolean later =
        options.startSeconds() > 0
            && decoder.demuxer().hasClock()
            && options.isBeforeStart(seconds(times.pts() + times.duration()));
    if (!later) {
      return;
    }
    VideoDecoder nearer = VideoDecoder.open(Demuxer.open(file), warnings);
    if (comesOutBeforeStart(nearer)) {
      decoder.close();
      decoder = nearer;
      times = firstTime();
    } else {
      nearer.close();
    }
  }

  /**
   * Where it fails, the first reading gets there too, only later. One frame more is decoded,
   * because deinterlacing the first one takes it.
   */
  private boolean comesOutBeforeStart(VideoDecoder nearer) {
    long moment =
        origin + (long) Math.floor(options.startSeconds() / timeBase.value()) - times.duration();
    try {
      return nearer.seek(moment, origin) && nearer.next() && FrameTimes.hasTime(nearer.picture());
    } catch (EdvrException e) {
      return false;
    }
  }

  private void goToStart() {
    while (options.isBeforeStart(seconds(times.pts()))) {
      if (!decoder.next()) {
        throw options.nothingIn(name, seconds(times.pts() + times.duration()));
      }
      times.next(decoder.picture());
    }
    if (options.isPastEnd(seconds(times.pts()))) {
      throw options.nothingIn(name, seconds(times.pts() + times.duration()));
    }
  }

  /** Of the clip, whose first frame is at 0. */
  private double seconds(long pts) {
    return (pts - origin) * timeBase.value();
  }

  @Override
  public Optional<Path> container() {
    return container;
  }

  @Override
  public ClipInfo info() {
    return info;
  }

  @Override
  public Optional<TimedFrame> next() {
    return whileOpen(this::read);
  }

  @Override
  public long skip(long count) {
    return whileOpen(() -> pass(count));
  }

  private <T> T whileOpen(Supplier<T> work) {
    // Else it would be waited for a read that may never end.
    requireOpen();
    reading.lock();
    try {
      // Only who holds the lock knows that nothing is freed meanwhile.
      requireOpen();
      return work.get();
    } finally {
      reading.unlock();
      if (closed) {
        free();
      }
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the source is closed");
    }
  }

  private Optional<TimedFrame> read() {
    if (!isAtFrame()) {
      return Optional.empty();
    }
    AVFrame picture = decoder.picture();
    Frame frame = reader.read(picture);
    Optional<Alpha> alpha = info.alpha() ? Optional.of(reader.alpha(picture)) : Optional.empty();
    leave(picture);
    return Optional.of(
        new TimedFrame(
            frame, times.pts(), times.duration(), PngFolderSink.numbered(frames++), alpha));
  }

  private long pass(long count) {
    long passed = 0;
    while (passed < count && !closed && isAtFrame()) {
      leave(decoder.picture());
      frames++;
      passed++;
    }
    return passed;
  }

  private boolean isAtFrame() {
    if (ended || !waits && !advance()) {
      return false;
    }
    notices.at(frames, seconds(times.pts()), decoder);
    return true;
  }

  private void leave(AVFrame picture) {
    waits = false;
    av_frame_unref(picture);
  }

  private boolean advance() {
    boolean found = decoder.next();
    if (found) {
      times.next(decoder.picture());
    }
    ended = !found || options.isPastEnd(seconds(times.pts()));
    if (ended) {
      notices.atEnd(decoder, times);
    }
    return !ended;
  }

  /** May be called by another thread than the one that reads, even while that waits for a frame. */
  @Override
  public void close() {
    closed = true;
    free();
  }

  /** Frees what FFmpeg holds, or leaves that to the thread that is using it. */
  private void free() {
    if (reading.tryLock()) {
      try {
        decoder.close();
      } finally {
        reading.unlock();
      }
    }
  }
}
