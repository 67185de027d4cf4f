package io.github.edvr4j.video;

import io.github.edvr4j.stream.Frame;
import java.util.Optional;

/**
 * A frame at its place in a clip.
 *
 * @param frame the picture
 * @param pts when it appears, in the clip's time base
 * @param duration how long it stays, in the clip's time base
 * @param name the file name (without folder) that it has, or would have, in a folder of PNG
 * @param alpha how opaque the picture is; empty where the clip knows no transparency
 */
public record TimedFrame(Frame frame, long pts, long duration, String name, Optional<Alpha> alpha) {

  /** An opaque frame. */
  public TimedFrame(Frame frame, long pts, long duration, String name) {
    this(frame, pts, duration, name, Optional.empty());
  }

  /** Another picture at the same place. */
  public TimedFrame withFrame(Frame other) {
    return new TimedFrame(other, pts, duration, name, alpha);
  }

  /** The same, as opaque as said. */
  public TimedFrame withAlpha(Optional<Alpha> other) {
    return new TimedFrame(frame, pts, duration, name, other);
  }

  /** The same, earlier by some ticks. */
  TimedFrame earlier(long ticks) {
    return new TimedFrame(frame, pts - ticks, duration, name, alpha);
  }
}
