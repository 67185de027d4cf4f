package io.github.edvr4j.stream;

import java.util.function.Consumer;

/**
 * What a clip's frames go through: they go in one by one, and come out in the same order, changed,
 * some of them later. Networks, and what stands around them, are such streams and can be put into
 * one another.
 *
 * <p>One thread at a time.
 */
public interface FrameStream {

  /**
   * Takes the next frame of the clip.
   *
   * @param frame is not read any more once this returns
   * @param output is given the frames that are now complete, none or several
   * @throws IllegalArgumentException if the frame is not of the size that the stream is for
   */
  void push(Frame frame, Consumer<Frame> output);

  /**
   * Ends the clip; the next frame begins another one.
   *
   * @param output is given the remaining frames
   */
  void finish(Consumer<Frame> output);

  /**
   * How many frames before the one with which a part of a clip begins must be given for the part to
   * come out as it does of the whole clip; none where every frame is made of itself alone.
   */
  default int context() {
    return 0;
  }

  /**
   * Says that the clip is entered in its middle, before its next frame is given.
   *
   * @param first that frame's number, which messages count from
   * @param context how many frames from there on are only what later ones need before them and
   *     don't come out; at least 0, at most as many as the {@link #context()}
   * @throws IllegalArgumentException if they are more
   */
  default void enter(long first, int context) {
    if (context > 0) {
      throw new IllegalArgumentException("frames of this stream need no others before them");
    }
  }

  /**
   * Gives back a frame that came out of this stream and that nobody reads any more: its memory
   * serves a later one. Nobody has to, but of a long clip it saves the making of much garbage. Any
   * thread, at any time.
   */
  default void reuse(Frame frame) {}
}
