package io.github.edvr4j.stream;

import java.util.function.Consumer;

/** Ends a stream's clip at every cut, so that no window mixes two scenes. */
public final class Scenes implements FrameStream {

  /** FFmpeg's; 8 to 14 are useful. */
  public static final double DEFAULT_THRESHOLD = 10;

  private final FrameStream stream;
  private final SceneCuts cuts;
  private final Consumer<String> log;
  private long frames;

  /**
   * @param stream is given each scene as a clip of its own
   * @param threshold by how much a frame must differ from the one before to begin a scene, 0
   *     (everything does) to 100 (nothing does)
   * @param log is told of every cut
   */
  public Scenes(FrameStream stream, double threshold, Consumer<String> log) {
    this.stream = stream;
    this.log = log;
    cuts = new SceneCuts(threshold);
  }

  @Override
  public void push(Frame frame, Consumer<Frame> output) {
    if (cuts.begins(frame)) {
      log.accept("a new scene begins with frame %d".formatted(frames));
      stream.finish(output);
    }
    frames++;
    stream.push(frame, output);
  }

  @Override
  public void finish(Consumer<Frame> output) {
    stream.finish(output);
    cuts.reset();
    frames = 0;
  }

  /** Whether a frame begins a scene shows in the two before it. */
  @Override
  public int context() {
    return stream.context() + 2;
  }

  @Override
  public void enter(long first, int context) {
    frames = first;
    stream.enter(first, context);
  }

  @Override
  public void reuse(Frame frame) {
    stream.reuse(frame);
  }
}
