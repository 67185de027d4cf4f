package io.github.edvr4j.video;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;

/**
 * Sound often begins before zero, with samples that decoders throw away. Matroska has no times
 * below zero, but a field for that; without it everything else would move.
 */
final class SoundStarts {
  /** Packets to look through for the first of each stream. */
  private static final int PREVIEW = 1000;

  private SoundStarts() {}

  /**
   * Says in streams that will be written what precedes zero.
   *
   * @param file where they are copied from
   * @param sounds by their index in that file
   */
  static void sayIn(Map<Integer, AVStream> sounds, Path file) {
    Map<Integer, AVStream> missing = new HashMap<>(sounds);
    if (missing.isEmpty()) {
      return;
    }
    AVPacket first = av_packet_alloc();
    try (Demuxer preview = Demuxer.open(file)) {
      preview.only(stream -> missing.containsKey(stream.index()));
      for (int i = 0; i < PREVIEW && !missing.isEmpty(); i++) {
        if (preview.read(first) < 0) {
          break;
        }
        AVStream to = missing.remove(first.stream_index());
        if (to != null && first.pts() != AV_NOPTS_VALUE && first.pts() < 0) {
          double tick =
              FFmpeg.rational(preview.context().streams(first.stream_index()).time_base()).value();
          int samples = (int) Math.round(-first.pts() * tick * to.codecpar().sample_rate());
          to.codecpar().initial_padding(samples);
        }
        av_packet_unref(first);
      }
    } finally {
      av_packet_free(first);
    }
  }
}
