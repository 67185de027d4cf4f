package io.github.edvr4j.video;

import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;

/** The times of a copied stream's packets: where they begin again, they go on with the video's. */
final class PacketTimes {
  /** Seconds; a longer step back is a new beginning. */
  static final double HICCUP = 0.1;

  private final Rational timeBase;
  private final boolean dense;
  private final Joints joints;
  private final Continuity continuity;

  /**
   * @param dense whether packets follow one another without pauses; where they don't, only the
   *     other streams show that the times begin again
   */
  PacketTimes(Demuxer demuxer, AVStream stream, boolean dense, Joints joints) {
    timeBase = FFmpeg.rational(stream.time_base());
    this.dense = dense;
    this.joints = joints;
    continuity =
        new Continuity(
            Math.round(HICCUP / timeBase.value()),
            Continuity.longestPause(demuxer, timeBase),
            this::likeTheVideo);
  }

  private long likeTheVideo(long shift) {
    return Math.round(joints.like(shift * timeBase.value()) / timeBase.value());
  }

  /** Where a packet is decoded, if it says so. */
  static long of(AVPacket packet) {
    return packet.dts() != AV_NOPTS_VALUE ? packet.dts() : packet.pts();
  }

  /** Adds to a packet's times. */
  static void shift(AVPacket packet, long ticks) {
    if (packet.pts() != AV_NOPTS_VALUE) {
      packet.pts(packet.pts() + ticks);
    }
    if (packet.dts() != AV_NOPTS_VALUE) {
      packet.dts(packet.dts() + ticks);
    }
  }

  /** Gives a packet its time in the whole clip. */
  void place(AVPacket packet) {
    long stored = of(packet);
    if (stored == AV_NOPTS_VALUE) {
      return;
    }
    shift(
        packet, dense ? continuity.shift(stored) : Math.round(joints.latest() / timeBase.value()));
    continuity.reached(of(packet), packet.duration());
  }
}
