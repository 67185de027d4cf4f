package io.github.edvr4j.stream;

import java.util.function.Consumer;

/**
 * Every frame as a clip of its own: what stands for the frames beyond its ends are copies of it.
 *
 * @param stream that replicates
 */
record Copies(FrameStream stream) implements FrameStream {

  @Override
  public void push(Frame frame, Consumer<Frame> output) {
    stream.push(frame, output);
    stream.finish(output);
  }

  /** Nothing is left to come out. */
  @Override
  public void finish(Consumer<Frame> output) {}

  @Override
  public void reuse(Frame frame) {
    stream.reuse(frame);
  }
}
