package io.github.edvr4j.bench;

import io.github.edvr4j.stream.Frame;
import io.github.edvr4j.stream.FrameStream;
import io.github.edvr4j.stream.Restorer;
import io.github.edvr4j.stream.StreamOptions;
import io.github.edvr4j.stream.StreamPlan;
import java.util.Optional;

/**
 * A stream that has all but the last frame of its first window. The next frame brings out several;
 * from then on it is in its steady state, where one frame goes in and one comes out.
 */
public final class SteadyStream implements AutoCloseable {

  private final NoiseClip clip;
  private final Restorer restorer;
  private final StreamPlan plan;
  private final FrameStream stream;
  private int pushed;
  private Optional<Frame> restored = Optional.empty();

  /** Opens a stream on a clip of noise. */
  public SteadyStream(BenchmarkModel model, NoiseClip clip, int threads, StreamOptions options) {
    this.clip = clip;
    restorer = new Restorer(model.config(), model.weights(), threads);
    plan = restorer.plan(clip.height(), clip.width(), options);
    stream = restorer.open(plan, System.err::println);
    for (int i = 1; i < model.config().frames(); i++) {
      next();
    }
  }

  /**
   * Takes one frame.
   *
   * @return seconds until what it completes was restored
   */
  public double next() {
    Frame frame = clip.frame(pushed++);
    long start = System.nanoTime();
    stream.push(frame, this::keep);
    return (System.nanoTime() - start) / 1e9;
  }

  /** Only the last one: the one before is given back, as who writes frames to a file does. */
  private void keep(Frame made) {
    restored.ifPresent(stream::reuse);
    restored = Optional.of(made);
  }

  /** The last restored frame, (H', W', 3), until {@link #next}. */
  public float[] restored() {
    return restored.orElseThrow().rgb();
  }

  /** How the frames are restored. */
  public StreamPlan plan() {
    return plan;
  }

  @Override
  public void close() {
    restorer.close();
  }
}
