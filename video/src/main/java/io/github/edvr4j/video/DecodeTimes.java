package io.github.edvr4j.video;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/**
 * When the packets of joined segments are decoded. An encoder that reorders frames begins each
 * segment with packets that are decoded before anything is shown, perhaps before the last ones of
 * the segment before: the times of all are made anew from those of showing, of which the same
 * number of frames is always ahead.
 */
final class DecodeTimes {
  private final int delay;
  private final long[] shown;
  private int next;

  /**
   * @param delay by how many frames packets come before they are shown, at most
   * @param shown when the frames of all segments are shown, rising; not needed without a delay
   */
  private DecodeTimes(int delay, long[] shown) {
    this.delay = delay;
    this.shown = shown;
  }

  static DecodeTimes of(List<SegmentReader> segments) {
    int delay = segments.stream().mapToInt(SegmentReader::delay).max().orElse(0);
    return delay == 0
        ? new DecodeTimes(0, new long[0])
        : new DecodeTimes(
            delay,
            segments.stream().flatMapToLong(SegmentReader::presentationTimes).sorted().toArray());
  }

  /**
   * By how many frames packets come before they are shown.
   *
   * @param presented when the packets are shown, in the order in which they are decoded
   */
  static int delayOf(LongStream presented) {
    long[] decoded = presented.toArray();
    long[] shown = decoded.clone();
    Arrays.sort(shown);
    int delay = 0;
    for (int i = 0; i < decoded.length; i++) {
      delay = Math.max(delay, i - Arrays.binarySearch(shown, decoded[i]));
    }
    return delay;
  }

  /** When the next packet is decoded. */
  long next(AVPacket packet) {
    int i = next++;
    if (delay == 0) {
      return packet.dts();
    }
    return i < delay ? shown[i] - (shown[delay] - shown[0]) : shown[i - delay];
  }
}
