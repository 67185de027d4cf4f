package io.github.edvr4j.video;

import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import org.bytedeco.ffmpeg.avcodec.AVPacket;

/** Makes the times of a stream's packets rise, which muxers insist on. */
final class RisingTimes {
  private final boolean strictly;
  private boolean started;
  private long last;
  private long faults;

  /**
   * @param strictly whether two packets can't have the same time
   */
  RisingTimes(boolean strictly) {
    this.strictly = strictly;
  }

  /**
   * Moves a packet by the least that makes it come after the one before.
   *
   * @return false if it belongs to a time that others have filled already
   */
  boolean next(AVPacket packet) {
    long at = PacketTimes.of(packet);
    if (at == AV_NOPTS_VALUE) {
      return true;
    }
    long least = strictly ? last + 1 : last;
    if (started && at < least) {
      faults++;
      if (packet.duration() > 0 && at + packet.duration() <= last) {
        return false;
      }
      PacketTimes.shift(packet, least - at);
    }
    started = true;
    last = PacketTimes.of(packet);
    return true;
  }

  /** How many packets were moved or refused. */
  long faults() {
    return faults;
  }
}
