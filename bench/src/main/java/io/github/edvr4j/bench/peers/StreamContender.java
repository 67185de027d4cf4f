package io.github.edvr4j.bench.peers;

import io.github.edvr4j.bench.BenchmarkModel;
import io.github.edvr4j.bench.NoiseClip;
import io.github.edvr4j.stream.Frame;
import io.github.edvr4j.stream.FrameStream;
import io.github.edvr4j.stream.Restorer;
import io.github.edvr4j.stream.StreamOptions;
import io.github.edvr4j.stream.Tiling;

/**
 * edvr4j as it is used: a stream, in which each frame's features are computed once. From the second
 * round on it is in its steady state, where one frame goes in and one comes out.
 */
final class StreamContender implements Contender {

  private final String name;
  private final NoiseClip clip;
  private final Restorer restorer;
  private final FrameStream stream;
  private final int ahead;
  private Frame next;
  private float[] restored = {};

  StreamContender(String name, BenchmarkModel model, NoiseClip clip, int threads) {
    this.name = name;
    this.clip = clip;
    restorer = new Restorer(model.config(), model.weights(), threads);
    StreamOptions whole = StreamOptions.DEFAULT.withTiling(new Tiling.Off());
    stream = restorer.open(restorer.plan(clip.height(), clip.width(), whole), System.err::println);
    ahead = model.config().frames() - 1;
    next = clip.frame(0);
    for (int i = 0; i < ahead; i++) {
      next = clip.frame(i);
      run();
    }
  }

  int lanes() {
    return restorer.lanes();
  }

  @Override
  public String name() {
    return name;
  }

  /** The frame that completes the round's window. */
  @Override
  public void prepare(int round) {
    next = clip.frame(round + ahead);
  }

  @Override
  public double run() {
    long start = System.nanoTime();
    stream.push(next, frame -> restored = frame.rgb());
    return (System.nanoTime() - start) / 1e9;
  }

  @Override
  public float[] result() {
    return restored;
  }

  @Override
  public void close() {
    restorer.close();
  }
}
