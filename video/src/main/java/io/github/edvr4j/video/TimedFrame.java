package io.github.edvr4j.video;

import io.github.edvr4j.stream.Frame;

/**
 * A frame at its place in a clip.
 *
 * @param frame the picture
 * @param pts when it appears, in the clip's time base
 * @param duration how long it stays, in the clip's time base
 * @param name the file name (without folder) that it has, or would have, in a folder of PNG
 */
public record TimedFrame(Frame frame, long pts, long duration, String name) {

  /** Another picture at the same place. */
  public TimedFrame withFrame(Frame other) {
    return new TimedFrame(other, pts, duration, name);
  }
}
