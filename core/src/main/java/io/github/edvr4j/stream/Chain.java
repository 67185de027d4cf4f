package io.github.edvr4j.stream;

import java.util.function.Consumer;

/**
 * Two streams, one after the other, such as a network and its second stage.
 *
 * @param first takes the frames
 * @param second takes what comes out of the first
 */
public record Chain(FrameStream first, FrameStream second) implements FrameStream {

  @Override
  public void push(Frame frame, Consumer<Frame> output) {
    first.push(frame, between -> second.push(between, output));
  }

  @Override
  public void finish(Consumer<Frame> output) {
    first.finish(between -> second.push(between, output));
    second.finish(output);
  }
}
