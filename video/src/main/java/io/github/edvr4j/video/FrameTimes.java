package io.github.edvr4j.video;

import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * The time stamps of decoded pictures, in their stream's time base. Where a picture has none (a raw
 * {@code .264} has none at all), it follows from the duration of the one before; where they don't
 * rise, they are moved by the least that makes them.
 */
final class FrameTimes {
  private final long usualDuration;
  private boolean started;
  private long pts;
  private long duration;
  private long moved;

  /**
   * @param usualDuration of pictures that don't say how long they stay, at least 1
   */
  FrameTimes(long usualDuration) {
    this.usualDuration = usualDuration;
  }

  /** Goes on to a picture. */
  void next(AVFrame picture) {
    long stored = picture.pts() != AV_NOPTS_VALUE ? picture.pts() : picture.best_effort_timestamp();
    boolean known = stored != AV_NOPTS_VALUE;
    if (!started) {
      pts = known ? stored : 0;
    } else if (!known) {
      pts += duration;
    } else if (stored > pts) {
      pts = stored;
    } else {
      pts++;
      moved++;
    }
    started = true;
    // Demuxers invent durations for pictures without a time stamp, a tick among them.
    duration = known && picture.duration() > 0 ? picture.duration() : usualDuration;
  }

  /** When the picture appears. */
  long pts() {
    return pts;
  }

  /** How long it stays. */
  long duration() {
    return duration;
  }

  /** How many time stamps didn't rise. */
  long moved() {
    return moved;
  }
}
