package io.github.edvr4j.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_SUBRIP;
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
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_SUBTITLE;
import static org.bytedeco.ffmpeg.global.avutil.av_mallocz;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVChapter;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVOutputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamCopyTest {
  private static final ClipInfo INFO =
      Clips.info(64, 48, new Rational(1, 1000), new Rational(25, 1));

  @TempDir Path folder;

  private List<String> warningsOfCopying(Path from) {
    List<String> warnings = new ArrayList<>();
    Clips.write(
        folder.resolve("out.mkv"),
        INFO,
        SinkOptions.DEFAULT.withCopyFrom(from).withWarnings(warnings::add),
        Clips.frames(64, 48, 40, 0, 40));
    return warnings;
  }

  @Test
  void whatIsNotCopiedIsNamedOncePerKind() {
    Path plain = folder.resolve("plain.mkv");
    Clips.write(plain, INFO, SinkOptions.DEFAULT, Clips.frames(64, 48, 40, 0, 40));
    assertThat(warningsOfCopying(plain)).isEmpty();
    Path rich = folder.resolve("rich.mkv");
    enrich(plain, rich);
    assertThat(folder.resolve("out.mkv").toFile().delete()).isTrue();
    assertThat(warningsOfCopying(rich))
        .containsExactly(
            "the other pictures of %s are not copied".formatted(rich),
            "the subtitles of %s are not copied".formatted(rich),
            "the chapters of %s are not copied".formatted(rich));
  }

  /** The file's video twice, two subtitle streams and a chapter. */
  private static void enrich(Path from, Path to) {
    AVFormatContext muxer = new AVFormatContext((Pointer) null);
    check(avformat_alloc_output_context2(muxer, (AVOutputFormat) null, "matroska", to.toString()));
    AVPacket packet = av_packet_alloc();
    try (Demuxer source = Demuxer.open(from)) {
      AVStream video = source.bestVideo();
      for (int i = 0; i < 2; i++) {
        AVStream picture = avformat_new_stream(muxer, null);
        check(avcodec_parameters_copy(picture.codecpar(), video.codecpar()));
        picture.time_base(video.time_base());
      }
      for (int i = 0; i < 2; i++) {
        AVStream subtitles = avformat_new_stream(muxer, null);
        subtitles.codecpar().codec_type(AVMEDIA_TYPE_SUBTITLE).codec_id(AV_CODEC_ID_SUBRIP);
        subtitles.time_base(video.time_base());
      }
      addChapter(muxer);
      AVIOContext io = new AVIOContext((Pointer) null);
      check(avio_open(io, FFmpeg.url(to), AVIO_FLAG_WRITE));
      muxer.pb(io);
      check(avformat_write_header(muxer, (AVDictionary) null));
      while (av_read_frame(source.context(), packet) >= 0) {
        av_packet_rescale_ts(packet, video.time_base(), muxer.streams(0).time_base());
        check(av_interleaved_write_frame(muxer, packet));
      }
      check(av_write_trailer(muxer));
      check(avio_closep(io));
      muxer.pb(null);
    } finally {
      av_packet_free(packet);
      avformat_free_context(muxer);
    }
  }

  /** FFmpeg's own function for it isn't public. The context frees it. */
  private static void addChapter(AVFormatContext muxer) {
    AVChapter chapter = new AVChapter(av_mallocz(new AVChapter().sizeof()));
    FFmpeg.set(chapter.time_base(), new Rational(1, 1000));
    chapter.id(1).start(0).end(40);
    PointerPointer<AVChapter> list = new PointerPointer<>(av_mallocz(Long.BYTES));
    muxer.chapters(list.put(0, chapter)).nb_chapters(1);
  }

  private static void check(int code) {
    assertThat(code).as(() -> FFmpeg.error(code)).isNotNegative();
  }
}
