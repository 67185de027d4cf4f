package io.github.edvr4j.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;
import static org.bytedeco.ffmpeg.global.swscale.SWS_ACCURATE_RND;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BICUBIC;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FULL_CHR_H_INP;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale_frame;

import io.github.edvr4j.stream.Frame;
import io.github.edvr4j.video.ColourTags.ChromaLocation;
import io.github.edvr4j.video.ColourTags.Range;
import java.nio.DoubleBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Pictures that swscale converts to a format come back as they were, to the precision of the format
 * and of swscale, which dithers.
 */
class PixelFormatsTest {
  private static final int WIDTH = 64;
  private static final int HEIGHT = 32;

  @ParameterizedTest
  @CsvSource({
    "rgb24, 8, 0.7",
    "bgr24, 8, 0.7",
    "0rgb, 8, 0.7",
    "rgba, 8, 0.7",
    "bgra, 8, 0.7",
    "rgb48le, 16, 0.7",
    "bgr48be, 16, 0.7",
    "rgba64be, 16, 0.7",
    "gbrp, 8, 0.7",
    "gbrap, 8, 0.7",
    "gbrp10le, 10, 1",
    "gbrp12be, 12, 1",
    "gbrp16le, 16, 1",
    "rgb565le, 8, 13",
    "rgb565be, 8, 13",
    "bgr555le, 8, 13",
    "rgb555be, 8, 13",
    "rgb444be, 8, 26",
    "x2rgb10le, 10, 1",
    "gbrpf32le, 16, 1",
    "yuv444p, 8, 4",
    "yuv422p, 8, 4",
    "yuv420p, 8, 4",
    "yuv440p, 8, 4",
    "yuv411p, 8, 5",
    "yuv410p, 8, 5",
    "yuvj420p, 8, 4",
    "yuva420p, 8, 4",
    "yuv420p9be, 9, 2",
    "yuv420p10le, 10, 2",
    "yuv422p12be, 12, 2",
    "yuv444p14le, 14, 2",
    "yuva444p16le, 16, 2",
    "nv12, 8, 4",
    "nv21, 8, 4",
    "nv16, 8, 4",
    "p010le, 10, 2",
    "p010be, 10, 2",
    "p016le, 16, 2",
    "p210le, 10, 2",
    "p416be, 16, 2",
    "yuyv422, 8, 4",
    "uyvy422, 8, 4",
    "y210le, 10, 2",
    "vuya, 8, 4",
    "xv36le, 12, 2",
    "ayuv64le, 16, 2"
  })
  void coloursSurvive(String name, int depth, double levels) {
    FFmpeg.load();
    Frame frame = Clips.gradient(WIDTH, HEIGHT, 11);
    AVFrame picture = convert(frame, av_get_pix_fmt(name));
    try {
      Range range = name.startsWith("yuvj") ? Range.FULL : Range.LIMITED;
      ColourTags tags = new ColourTags(6, 2, 2, range, ChromaLocation.LEFT);
      Frame read = new RgbReader(tags, WIDTH, HEIGHT).read(picture);
      assertThat(Samples.depth(av_pix_fmt_desc_get(picture.format()))).isEqualTo(depth);
      for (int i = 0; i < read.rgb().length; i++) {
        assertThat(255 * Math.abs(read.rgb()[i] - frame.rgb()[i]))
            .as("value %d", i)
            .isLessThan((float) levels);
      }
    } finally {
      av_frame_free(picture);
    }
  }

  private static AVFrame convert(Frame frame, int format) {
    AVFrame rgb = Pictures.allocate(WIDTH, HEIGHT, AV_PIX_FMT_RGB24);
    for (int i = 0; i < frame.rgb().length; i++) {
      int row = i / (WIDTH * Frame.CHANNELS);
      int column = i % (WIDTH * Frame.CHANNELS);
      frame.rgb()[i] = Math.round(255 * frame.rgb()[i]) / 255f;
      rgb.data(0).put((long) row * rgb.linesize(0) + column, (byte) (255 * frame.rgb()[i] + 0.5f));
    }
    AVFrame picture = Pictures.allocate(WIDTH, HEIGHT, format);
    SwsContext sws =
        sws_getContext(
            WIDTH,
            HEIGHT,
            AV_PIX_FMT_RGB24,
            WIDTH,
            HEIGHT,
            format,
            SWS_BICUBIC | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INP,
            null,
            null,
            (DoubleBuffer) null);
    assertThat(sws_scale_frame(sws, picture, rgb)).isNotNegative();
    sws_freeContext(sws);
    av_frame_free(rgb);
    return picture;
  }
}
