package io.github.edvr4j.video;

import static org.bytedeco.ffmpeg.global.avformat.AVFMT_TS_DISCONT;

import java.util.function.LongUnaryOperator;

/**
 * Time stamps that begin again in the middle of a file, as where recordings were joined: says what
 * to add so that they go on. A single stray stamp is not taken for a new beginning for longer than
 * itself.
 */
final class Continuity {
  /** Seconds that a stream of a format that may jump is silent for without having jumped. */
  private static final double LONGEST_PAUSE = 10;

  private final long back;
  private final long ahead;
  private final LongUnaryOperator atJump;
  private boolean started;
  private boolean jumped;
  private long former;
  private long shift;
  private long last;
  private long end;
  private long jumps;

  /**
   * @param back the longest step back that is no new beginning, in ticks
   * @param ahead the longest step ahead, in ticks
   * @param atJump turns what would make the stamps go on without a gap into what shall be added
   */
  Continuity(long back, long ahead, LongUnaryOperator atJump) {
    this.back = back;
    this.ahead = ahead;
    this.atJump = atJump;
  }

  /** The longest step ahead that is no new beginning, in ticks; endless where none can be. */
  static long longestPause(Demuxer demuxer, Rational timeBase) {
    return (demuxer.context().iformat().flags() & AVFMT_TS_DISCONT) != 0
        ? Math.round(LONGEST_PAUSE / timeBase.value())
        : Long.MAX_VALUE;
  }

  /** What to add to the next stamp. */
  long shift(long stored) {
    if (!started) {
      started = true;
    } else if (jumped && follows(stored + former)) {
      shift = former;
      jumped = false;
      jumps--;
    } else {
      long at = stored + shift;
      jumped = at < last - back || at - end > ahead;
      if (jumped) {
        former = shift;
        shift = atJump.applyAsLong(end - stored);
        jumps++;
      }
    }
    return shift;
  }

  private boolean follows(long at) {
    return at > last && at - end <= ahead;
  }

  /** Says where the stream has come to. */
  void reached(long at, long duration) {
    last = at;
    end = at + duration;
  }

  /** How often the stamps have begun again. */
  long jumps() {
    return jumps;
  }
}
