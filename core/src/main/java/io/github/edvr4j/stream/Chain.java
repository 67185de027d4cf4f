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
    first.push(frame, between -> pass(between, output));
  }

  @Override
  public void finish(Consumer<Frame> output) {
    first.finish(between -> pass(between, output));
    second.finish(output);
  }

  @Override
  public int context() {
    return first.context() + second.context();
  }

  @Override
  public void enter(long frame, int context) {
    int between = Math.min(context, second.context());
    first.enter(frame, context - between);
    second.enter(frame + context - between, between);
  }

  private void pass(Frame between, Consumer<Frame> output) {
    second.push(between, output);
    first.reuse(between);
  }

  @Override
  public void reuse(Frame frame) {
    second.reuse(frame);
  }
}
