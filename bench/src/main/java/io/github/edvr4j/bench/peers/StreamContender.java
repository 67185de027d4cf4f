package io.github.edvr4j.bench.peers;

import io.github.edvr4j.bench.BenchmarkModel;
import io.github.edvr4j.bench.NoiseClip;
import io.github.edvr4j.bench.SteadyStream;
import io.github.edvr4j.stream.StreamOptions;
import io.github.edvr4j.stream.Tiling;

/**
 * edvr4j as it is used: a stream, in which each frame's features are computed once. In round n it
 * takes the frame that completes the window that begins with frame n.
 */
final class StreamContender implements Contender {

  private final String name;
  private final SteadyStream stream;

  StreamContender(String name, BenchmarkModel model, NoiseClip clip, int threads) {
    this.name = name;
    StreamOptions whole = StreamOptions.DEFAULT.withTiling(new Tiling.Off());
    stream = new SteadyStream(model, clip, threads, whole);
  }

  @Override
  public String name() {
    return name;
  }

  /** Nothing: a stream goes on by itself. */
  @Override
  public void prepare(int round) {}

  /** To be called once a round. */
  @Override
  public double run() {
    return stream.next();
  }

  @Override
  public float[] result() {
    return stream.restored();
  }

  @Override
  public void close() {
    stream.close();
  }
}
