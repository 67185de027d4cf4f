package io.github.edvr4j.video;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.stream.Frame;
import io.github.edvr4j.stream.FrameStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/**
 * A clip on its way through the network: frames from a source, restored, into a sink. Decoding and
 * encoding run beside the network, in threads of their own.
 */
public final class RestoreJob {

  /** Above this many values, a frame is not kept waiting for the encoder beside another one. */
  private static final long LARGE_FRAME = 16_000_000;

  private static final int QUEUE = 2;

  /** Much longer than any frame takes to be decoded. */
  private static final Duration STALLED = Duration.ofMinutes(10);

  private final FrameSource source;
  private final OptionalLong limit;
  private final FrameRange range;
  private final FrameStream stream;
  private final FrameSink sink;
  private final int context;
  private final RestoreListener listener;
  private final Pipeline<TimedFrame, TimedFrame> pipeline;
  private long read;
  private boolean begun;
  private volatile boolean complete;
  private volatile OptionalLong length = OptionalLong.empty();
  private long written;

  /**
   * Prepares a job for all frames of a clip; nothing is read or written before {@link #run}.
   *
   * @param source the clip; belongs to the job until {@code run} has ended, and stays open. Closing
   *     it then is right even where a failed run has left a thread that still waits for a frame
   * @param limit how many frames to restore at most; empty for all
   * @param stream what the frames go through; likewise
   * @param output the clip as it will be written
   * @param sink where it goes to; closed when {@code run} has ended
   */
  public RestoreJob(
      FrameSource source,
      OptionalLong limit,
      FrameStream stream,
      ClipInfo output,
      FrameSink sink,
      RestoreListener listener) {
    this(source, limit, FrameRange.ALL, stream, output, sink, listener);
  }

  /**
   * Prepares a job for some frames of a clip, which come out as they do of the whole; nothing is
   * read or written before {@link #run}. The parameters are those of the other constructor, and
   *
   * @param range which frames are restored and written; they may begin after the clip's last frame
   */
  public RestoreJob(
      FrameSource source,
      OptionalLong limit,
      FrameRange range,
      FrameStream stream,
      ClipInfo output,
      FrameSink sink,
      RestoreListener listener) {
    this.source = source;
    this.limit = limit;
    this.range = range;
    this.stream = stream;
    this.sink = sink;
    this.context = (int) Math.min(range.first(), stream.context());
    stream.enter(range.first() - context, context);
    this.listener = listener;
    long values = (long) Frame.CHANNELS * output.width() * output.height();
    this.pipeline =
        new Pipeline<>(
            this::next,
            source.container().map(this::patience).orElse(Patience.ENDLESS),
            new Restoration(),
            new Output(),
            QUEUE,
            values > LARGE_FRAME ? 0 : QUEUE);
  }

  /**
   * Restores the clip, with the network in the calling thread.
   *
   * @return how many frames there were
   * @throws io.github.edvr4j.EdvrException if the clip cannot be read, restored or written; then
   *     there is no output
   * @throws CancellationException if {@link #cancel} came before the output was complete
   * @throws InterruptedException if the calling thread was interrupted before that
   */
  public long run() throws InterruptedException {
    pipeline.run();
    return written;
  }

  /** Stops the job soon and discards its output; may be called from any thread at any time. */
  public void cancel() {
    pipeline.cancel();
    sink.cancel();
  }

  /**
   * Waits until the sink is closed: from then on no unfinished output is left. The network may
   * still be at its last frame.
   *
   * @return whether there is a complete output by then
   */
  public boolean awaitOutput(Duration timeout) throws InterruptedException {
    return pipeline.awaitResult(timeout);
  }

  /** How many frames the clip has, once a run has come to its end. */
  public OptionalLong length() {
    return length;
  }

  /** A decoder that a damaged file keeps busy can't be interrupted; a pipe may take any time. */
  private Patience patience(Path file) {
    // The first frame comes after those that are skipped.
    Duration limit = STALLED.plusSeconds(range.first());
    return new Patience(
        limit,
        () ->
            new EdvrException(
                Category.INPUT,
                "%s: no frame came out of its decoder for %d minutes; is the file damaged?"
                    .formatted(file, limit.toMinutes())));
  }

  private Optional<TimedFrame> next() {
    if (!begun) {
      begun = true;
      read = source.skip(Math.min(range.first() - context, limit.orElse(Long.MAX_VALUE)));
    }
    if (complete) {
      return Optional.empty();
    }
    boolean enough = limit.isPresent() && read == limit.getAsLong();
    Optional<TimedFrame> frame = enough ? Optional.empty() : source.next();
    if (frame.isPresent()) {
      read++;
    } else {
      length = OptionalLong.of(read);
    }
    return frame;
  }

  /** A frame without its picture, which may be large and is needed no longer. */
  private record Place(long pts, long duration, String name, Optional<Alpha> alpha) {
    static Place of(TimedFrame frame) {
      return new Place(frame.pts(), frame.duration(), frame.name(), frame.alpha());
    }

    TimedFrame filledWith(Frame picture) {
      return new TimedFrame(
          picture,
          pts,
          duration,
          name,
          alpha.map(small -> small.resized(picture.height(), picture.width())));
    }
  }

  /** Gives every restored picture the place in the clip of the one that it was made from. */
  private final class Restoration implements Pipeline.Work<TimedFrame, TimedFrame> {
    private final Queue<Place> places = new ArrayDeque<>();
    private int pushed;
    private long restored;

    @Override
    public void accept(TimedFrame frame, Consumer<TimedFrame> results) {
      if (pushed < context) {
        pushed++;
      } else {
        places.add(Place.of(frame));
      }
      stream.push(frame.frame(), picture -> pass(picture, results));
    }

    @Override
    public void finish(Consumer<TimedFrame> results) {
      if (!complete) {
        stream.finish(picture -> pass(picture, results));
      }
    }

    /** Frames beyond the range were given for the windows of its last ones. */
    private void pass(Frame picture, Consumer<TimedFrame> results) {
      if (!complete) {
        results.accept(places.remove().filledWith(picture));
        restored++;
        complete = restored == range.length();
      }
    }
  }

  private final class Output implements Pipeline.Sink<TimedFrame> {
    @Override
    public void accept(TimedFrame frame) {
      sink.write(frame);
      stream.reuse(frame.frame());
      listener.restored(++written);
    }

    @Override
    public void commit() {
      sink.finish();
    }

    @Override
    public void close() {
      sink.close();
    }
  }
}
