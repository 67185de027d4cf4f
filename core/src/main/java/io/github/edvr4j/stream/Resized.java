package io.github.edvr4j.stream;

import io.github.edvr4j.resize.Bicubic;
import java.util.function.Consumer;

/**
 * A stream whose frames are brought to another size, with MATLAB's bicubic.
 *
 * @param stream whose frames are resized
 * @param height rows of what comes out, at least 1
 * @param width columns of what comes out, at least 1
 */
public record Resized(FrameStream stream, int height, int width) implements FrameStream {

  @Override
  public void push(Frame frame, Consumer<Frame> output) {
    stream.push(frame, restored -> output.accept(resize(restored)));
  }

  @Override
  public void finish(Consumer<Frame> output) {
    stream.finish(restored -> output.accept(resize(restored)));
  }

  @Override
  public int context() {
    return stream.context();
  }

  @Override
  public void enter(long first, int context) {
    stream.enter(first, context);
  }

  private Frame resize(Frame frame) {
    float[] rgb =
        Bicubic.resize(frame.rgb(), frame.height(), frame.width(), Frame.CHANNELS, height, width);
    stream.reuse(frame);
    return new Frame(height, width, rgb);
  }
}
