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
  private final RestoreListener listener;
  private final Pipeline<TimedFrame, TimedFrame> pipeline;
  private long read;
  private long written;

  /**
   * Prepares a job; nothing is read or written before {@link #run}.
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
    this.source = source;
    this.limit = limit;
    this.listener = listener;
    long values = (long) Frame.CHANNELS * output.width() * output.height();
    this.pipeline =
        new Pipeline<>(
            this::next,
            source.container().map(RestoreJob::patience).orElse(Patience.ENDLESS),
            new Restoration(stream),
            new Output(sink, stream),
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

  /** A decoder that a damaged file keeps busy can't be interrupted; a pipe may take any time. */
  private static Patience patience(Path file) {
    return new Patience(
        STALLED,
        () ->
            new EdvrException(
                Category.INPUT,
                "%s: no frame came out of its decoder for %d minutes; is the file damaged?"
                    .formatted(file, STALLED.toMinutes())));
  }

  private Optional<TimedFrame> next() {
    return limit.isPresent() && read++ == limit.getAsLong() ? Optional.empty() : source.next();
  }

  /** A frame without its picture, which may be large and is needed no longer. */
  private record Place(long pts, long duration, String name) {
    static Place of(TimedFrame frame) {
      return new Place(frame.pts(), frame.duration(), frame.name());
    }

    TimedFrame filledWith(Frame picture) {
      return new TimedFrame(picture, pts, duration, name);
    }
  }

  /** Gives every restored picture the place in the clip of the one that it was made from. */
  private static final class Restoration implements Pipeline.Work<TimedFrame, TimedFrame> {
    private final FrameStream stream;
    private final Queue<Place> places = new ArrayDeque<>();

    Restoration(FrameStream stream) {
      this.stream = stream;
    }

    @Override
    public void accept(TimedFrame frame, Consumer<TimedFrame> results) {
      places.add(Place.of(frame));
      stream.push(frame.frame(), restored -> results.accept(places.remove().filledWith(restored)));
    }

    @Override
    public void finish(Consumer<TimedFrame> results) {
      stream.finish(restored -> results.accept(places.remove().filledWith(restored)));
    }
  }

  private final class Output implements Pipeline.Sink<TimedFrame> {
    private final FrameSink sink;
    private final FrameStream stream;

    Output(FrameSink sink, FrameStream stream) {
      this.sink = sink;
      this.stream = stream;
    }

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
