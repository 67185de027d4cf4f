package io.github.edvr4j.video;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;

/** The audio packets of a file, as they are stored. */
final class Packets {

  /** Times in seconds, so that containers with other time bases compare. */
  record Packet(int stream, double pts, double dts, double duration, int hash) {}

  private Packets() {}

  static List<Packet> audio(Path file) {
    List<Packet> packets = new ArrayList<>();
    AVPacket packet = av_packet_alloc();
    try (Demuxer demuxer = Demuxer.open(file)) {
      demuxer.only(stream -> stream.codecpar().codec_type() == AVMEDIA_TYPE_AUDIO);
      while (av_read_frame(demuxer.context(), packet) >= 0) {
        AVStream stream = demuxer.context().streams(packet.stream_index());
        if (stream.codecpar().codec_type() == AVMEDIA_TYPE_AUDIO) {
          packets.add(of(packet, FFmpeg.rational(stream.time_base()).value()));
        }
        av_packet_unref(packet);
      }
    } finally {
      av_packet_free(packet);
    }
    return packets;
  }

  /** Where the data of each packet begin in a file with only one stream. */
  static List<Integer> positions(Path file) throws IOException {
    String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    List<Integer> positions = new ArrayList<>();
    AVPacket packet = av_packet_alloc();
    try (Demuxer demuxer = Demuxer.open(file)) {
      while (av_read_frame(demuxer.context(), packet) >= 0) {
        byte[] data = new byte[packet.size()];
        packet.data().get(data);
        positions.add(bytes.indexOf(new String(data, StandardCharsets.ISO_8859_1)));
        av_packet_unref(packet);
      }
    } finally {
      av_packet_free(packet);
    }
    return positions;
  }

  private static Packet of(AVPacket packet, double tick) {
    byte[] bytes = new byte[packet.size()];
    packet.data().get(bytes);
    return new Packet(
        packet.stream_index(),
        packet.pts() * tick,
        packet.dts() * tick,
        packet.duration() * tick,
        Arrays.hashCode(bytes));
  }
}
