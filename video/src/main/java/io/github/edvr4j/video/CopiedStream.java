package io.github.edvr4j.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_SUBTITLE;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_rescale_q;

import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVRational;

/** A stream on its way into another container, packet by packet. */
final class CopiedStream implements AutoCloseable {
  private final AVStream from;
  private final AVStream to;
  private final Optional<SubtitleConversion> conversion;
  private final boolean startIsCut;
  private final PacketTimes times;
  private final RisingTimes rising;
  private long start;
  private boolean begun;

  /**
   * @param startIsCut whether what comes before the start is left out
   * @param strictly whether the output takes no two packets of a stream with the same time
   */
  CopiedStream(
      Demuxer source,
      AVStream from,
      AVStream to,
      Optional<SubtitleConversion> conversion,
      boolean startIsCut,
      boolean strictly,
      Joints joints) {
    this.from = from;
    this.to = to;
    this.conversion = conversion;
    this.startIsCut = startIsCut;
    boolean dense = isSound() || type() == AVMEDIA_TYPE_VIDEO;
    times = new PacketTimes(source, from, dense, joints);
    rising = new RisingTimes(strictly);
  }

  /** As the source has it. */
  AVStream from() {
    return from;
  }

  /** As the output has it. */
  AVStream to() {
    return to;
  }

  boolean isSound() {
    return type() == AVMEDIA_TYPE_AUDIO;
  }

  private int type() {
    return from.codecpar().codec_type();
  }

  /** Says which moment of the source becomes 0. */
  void begin(long moment, AVRational timeBase) {
    start = av_rescale_q(moment, timeBase, from.time_base());
  }

  /** Gives a packet its time in the source; false if it is not to be written. */
  boolean takes(AVPacket packet) {
    if (Covers.isCover(from)) {
      return true;
    }
    times.place(packet);
    return !startIsCut || reaches(packet);
  }

  /**
   * Whether a packet belongs to what comes after the cut. A subtitle that is still shown then
   * begins with it, and a video stream with its next key frame.
   */
  private boolean reaches(AVPacket packet) {
    long pts = packet.pts() != AV_NOPTS_VALUE ? packet.pts() : packet.dts();
    if (pts == AV_NOPTS_VALUE || pts >= start) {
      begun |= type() != AVMEDIA_TYPE_VIDEO || (packet.flags() & AV_PKT_FLAG_KEY) != 0;
      return begun;
    }
    long left = pts + packet.duration() - start;
    if (type() != AVMEDIA_TYPE_SUBTITLE || left <= 0) {
      return false;
    }
    packet.pts(start).dts(start).duration(left);
    return true;
  }

  /** Makes a packet one of the output's; false if nothing of it is left. */
  boolean carry(AVPacket packet) {
    if (conversion.isPresent() && !conversion.get().convert(packet)) {
      return false;
    }
    if (Covers.isCover(from)) {
      packet.pts(0).dts(0);
    } else {
      PacketTimes.shift(packet, -start);
    }
    av_packet_rescale_ts(packet, from.time_base(), to.time_base());
    if (packet.duration() > Integer.MAX_VALUE) {
      // Subtitles that are shown until the next one; no container counts so far.
      packet.duration(0);
    }
    packet.stream_index(to.index()).pos(-1);
    return rising.next(packet);
  }

  /** How many packets had to be moved or left out because their times didn't rise. */
  long faults() {
    return rising.faults();
  }

  /** How many subtitles could not be converted. */
  long lost() {
    return conversion.map(SubtitleConversion::lost).orElse(0L);
  }

  @Override
  public void close() {
    conversion.ifPresent(SubtitleConversion::close);
  }
}
