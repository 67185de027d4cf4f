package io.github.edvr4j.video;

import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * The time stamps of decoded pictures, in their stream's time base. Where a picture has none (a raw
 * {@code .264} has none at all), it follows from the duration of the one before; where they don't
 * rise, they are moved by the least that makes them; where they begin again, they go on.
 */
final class FrameTimes {
  /** Pictures; a longer step back is a new beginning. */
  private static final long HICCUP = 4;

  private final boolean clock;
  private final long usualDuration;
  private final Continuity continuity;
  private boolean started;
  private long pts;
  private long duration;
  private long moved;

  /**
   * @param clock whether the file has time stamps; those that a demuxer invents are worth less than
   *     counting
   * @param usualDuration of pictures that don't say how long they stay, at least 1
   * @param longestPause the longest step ahead that is no new beginning
   */
  FrameTimes(boolean clock, long usualDuration, long longestPause) {
    this.clock = clock;
    this.usualDuration = usualDuration;
    continuity = new Continuity(HICCUP * usualDuration, longestPause, shift -> shift);
  }

  /** Whether a picture says when it appears. */
  static boolean hasTime(AVFrame picture) {
    return stored(picture) != AV_NOPTS_VALUE;
  }

  private static long stored(AVFrame picture) {
    return picture.pts() != AV_NOPTS_VALUE ? picture.pts() : picture.best_effort_timestamp();
  }

  /** Goes on to a picture. */
  void next(AVFrame picture) {
    long stored = stored(picture);
    boolean known = clock && stored != AV_NOPTS_VALUE;
    long next = known ? stored + continuity.shift(stored) : pts + duration;
    if (!started) {
      pts = known ? stored : 0;
    } else if (next > pts) {
      pts = next;
    } else {
      pts++;
      moved++;
    }
    started = true;
    // Demuxers invent durations for pictures without a time stamp, a tick among them.
    duration = known && picture.duration() > 0 ? picture.duration() : counted(picture);
    continuity.reached(pts, duration);
  }

  /** Film in video of another rate says which pictures stay for a field longer. */
  private long counted(AVFrame picture) {
    return Math.max(1, usualDuration * (2 + picture.repeat_pict()) / 2);
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

  /** How often the time stamps have begun again. */
  long jumps() {
    return continuity.jumps();
  }
}
