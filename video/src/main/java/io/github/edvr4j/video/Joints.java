package io.github.edvr4j.video;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;

/**
 * The places where a file's time stamps begin again. All streams go on there as the video does, or
 * sound would leave its pictures: at a joint, no two streams end at the same moment.
 *
 * <p>Sound comes to a joint before or after the video, so where the video goes on is found in a
 * reading of its own, which only files with joints need.
 */
final class Joints {
  /** Seconds between the ends of two streams at the same joint, at most. */
  private static final double SAME = 5;

  private final Path file;
  private Optional<List<Double>> shifts = Optional.empty();
  private double latest;

  Joints(Path file) {
    this.file = file;
  }

  /**
   * What the video adds to its times at the joint where another stream would add this much, in
   * seconds; where it has no such joint, the same.
   */
  double like(double shift) {
    if (shifts.isEmpty()) {
      shifts = Optional.of(read());
    }
    latest =
        shifts.get().stream()
            .filter(other -> Math.abs(other - shift) < SAME)
            .min(Comparator.comparingDouble(other -> Math.abs(other - shift)))
            .orElse(shift);
    return latest;
  }

  /** What is added after the joint that any stream has come to, in seconds. */
  double latest() {
    return latest;
  }

  private List<Double> read() {
    AVPacket packet = av_packet_alloc();
    try (Demuxer demuxer = Demuxer.open(file)) {
      AVStream video = demuxer.bestVideo();
      demuxer.only(stream -> stream.index() == video.index());
      Rational timeBase = FFmpeg.rational(video.time_base());
      VideoTimes times =
          new VideoTimes(
              packet,
              Math.round(PacketTimes.HICCUP / timeBase.value()),
              Continuity.longestPause(demuxer, timeBase));
      while (demuxer.read(packet) >= 0) {
        if (packet.stream_index() == video.index()) {
          times.next();
        }
        av_packet_unref(packet);
      }
      return times.shifts.stream().map(ticks -> ticks * timeBase.value()).toList();
    } finally {
      av_packet_free(packet);
    }
  }

  /** Pictures go on where the last one that was shown ends, which needn't be the last decoded. */
  private static final class VideoTimes {
    private final AVPacket packet;
    private final Continuity continuity;
    private final List<Long> shifts = new ArrayList<>();
    private boolean started;
    private long shownUntil;

    VideoTimes(AVPacket packet, long back, long ahead) {
      this.packet = packet;
      continuity = new Continuity(back, ahead, this::shiftAtJump);
    }

    private long shiftAtJump(long shift) {
      long chosen = packet.pts() == AV_NOPTS_VALUE ? shift : shownUntil - packet.pts();
      shifts.add(chosen);
      return chosen;
    }

    void next() {
      long stored = PacketTimes.of(packet);
      if (stored == AV_NOPTS_VALUE) {
        return;
      }
      long shift = continuity.shift(stored);
      continuity.reached(stored + shift, packet.duration());
      if (packet.pts() != AV_NOPTS_VALUE) {
        long end = packet.pts() + shift + packet.duration();
        shownUntil = started ? Math.max(shownUntil, end) : end;
        started = true;
      }
    }
  }
}
