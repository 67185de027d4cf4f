package io.github.edvr4j.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_copy;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;

import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVOutputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.Pointer;

/** Gives a video what FFmpeg's program has no option for. */
final class Remux {
  private Remux() {}

  /**
   * Copies a file of one video stream.
   *
   * @param sideData by FFmpeg's numbers of its kinds
   */
  static void write(Path from, Path to, Map<Integer, byte[]> sideData) {
    AVFormatContext muxer = new AVFormatContext((Pointer) null);
    AVPacket packet = av_packet_alloc();
    FFmpeg.load();
    check(avformat_alloc_output_context2(muxer, (AVOutputFormat) null, (String) null, "" + to));
    try (Demuxer source = Demuxer.open(from)) {
      AVStream video = source.bestVideo();
      AVStream copy = avformat_new_stream(muxer, null);
      check(avcodec_parameters_copy(copy.codecpar(), video.codecpar()));
      copy.codecpar().codec_tag(0);
      copy.time_base(video.time_base());
      sideData.forEach((kind, data) -> SideData.add(copy.codecpar(), kind, data));
      AVIOContext io = new AVIOContext((Pointer) null);
      check(avio_open(io, FFmpeg.url(to), AVIO_FLAG_WRITE));
      muxer.pb(io);
      check(avformat_write_header(muxer, (AVDictionary) null));
      while (av_read_frame(source.context(), packet) >= 0) {
        av_packet_rescale_ts(packet, video.time_base(), copy.time_base());
        check(av_interleaved_write_frame(muxer, packet));
      }
      check(av_write_trailer(muxer));
      check(avio_closep(io));
      muxer.pb(null);
    } finally {
      avformat_free_context(muxer);
      av_packet_free(packet);
    }
  }

  private static void check(int code) {
    assertThat(code).as(() -> FFmpeg.error(code)).isNotNegative();
  }
}
