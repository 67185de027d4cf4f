package io.github.edvr4j.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_FLOAT;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_HWACCEL;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_PAL;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_RGB;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_next;
import static org.bytedeco.ffmpeg.global.avutil.av_write_image_line2;
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
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.bytedeco.ffmpeg.avutil.AVComponentDescriptor;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

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

  /** What swscale reads instead, of at most 8 bits or Bayer patterns. */
  private static final Set<String> THROUGH_SWSCALE =
      Set.of(
          "monow",
          "monob",
          "rgb4",
          "bgr4",
          "uyyvyy411",
          "xv30be",
          "v30xbe",
          "bayer_bggr8",
          "bayer_rggb8",
          "bayer_gbrg8",
          "bayer_grbg8",
          "bayer_bggr16le",
          "bayer_bggr16be",
          "bayer_rggb16le",
          "bayer_rggb16be",
          "bayer_gbrg16le",
          "bayer_gbrg16be",
          "bayer_grbg16le",
          "bayer_grbg16be");

  /** All that pictures in memory can have; XYZ and palettes are read by formulas of their own. */
  static Stream<String> formatsOfNumbers() {
    FFmpeg.load();
    AVPixFmtDescriptor none = new AVPixFmtDescriptor((Pointer) null);
    return Stream.iterate(
            av_pix_fmt_desc_next(none),
            format -> format != null && !format.isNull(),
            avutil::av_pix_fmt_desc_next)
        .filter(format -> (format.flags() & (AV_PIX_FMT_FLAG_HWACCEL | AV_PIX_FMT_FLAG_PAL)) == 0)
        .map(format -> format.name().getString())
        .filter(name -> !THROUGH_SWSCALE.contains(name) && !name.startsWith("xyz"));
  }

  /** However many bits a number has, it can be told from its neighbours in what is read. */
  @ParameterizedTest
  @MethodSource("formatsOfNumbers")
  void noBitIsLost(String name) {
    int format = av_get_pix_fmt(name);
    AVPixFmtDescriptor samples = av_pix_fmt_desc_get(format);
    AVFrame picture = blank(format);
    int colours = samples.nb_components() < 3 ? 1 : 3;
    boolean yuv = colours == 3 && (samples.flags() & AV_PIX_FMT_FLAG_RGB) == 0;
    double[][] written = new double[samples.nb_components()][];
    for (int c = 0; c < written.length; c++) {
      boolean chroma = yuv && (c == 1 || c == 2);
      written[c] = fill(picture, samples, c, chroma, new Random(c));
    }
    ColourTags tags = new ColourTags(9, 2, 2, Range.FULL, ChromaLocation.LEFT);
    RgbReader reader = new RgbReader(tags, WIDTH, HEIGHT);
    float[] rgb = reader.read(picture).rgb();
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
      double[] read = {
        rgb[i * Frame.CHANNELS], rgb[i * Frame.CHANNELS + 1], rgb[i * Frame.CHANNELS + 2]
      };
      if (yuv) {
        read = yuv(read, samples);
      }
      for (int c = 0; c < Frame.CHANNELS; c++) {
        double expected = written[c % colours][i];
        // A quarter of the distance to the next number; a float has 24 bits.
        double near = Math.max(Math.ulp((float) expected), 0.25 / ((1L << depth(samples)) - 1));
        assertThat(read[c]).as("component %d of pixel %d", c, i).isCloseTo(expected, within(near));
      }
    }
    assertThat(RgbReader.readsAlpha(picture)).isEqualTo(written.length > colours);
    if (written.length > colours) {
      double[] alpha = written[written.length - 1];
      float[] read = reader.alpha(picture).opacity();
      for (int i = 0; i < alpha.length; i++) {
        assertThat((double) read[i]).isCloseTo(alpha[i], within(1e-7));
      }
    }
    av_frame_free(picture);
  }

  private static AVFrame blank(int format) {
    AVFrame picture = Pictures.allocate(WIDTH, HEIGHT, format);
    for (int i = 0; picture.buf(i) != null && !picture.buf(i).isNull(); i++) {
      Pointer.memset(picture.buf(i).data(), 0, picture.buf(i).size());
    }
    return picture;
  }

  /** Numbers of 12 bits; white as D65 has it, the primaries of BT.709, and a grey. */
  @ParameterizedTest
  @CsvSource({
    "0.9505, 1, 1.0891, 1, 1, 1",
    "0.4124, 0.2126, 0.0193, 1, 0, 0",
    "0.3576, 0.7152, 0.1192, 0, 1, 0",
    "0.1805, 0.0722, 0.9505, 0, 0, 1",
    "0.0205, 0.0216, 0.0235, 0.175, 0.175, 0.175"
  })
  void coloursOfTheCinemaAreRead(double x, double y, double z, float red, float green, float blue) {
    FFmpeg.load();
    AVFrame picture = blank(av_get_pix_fmt("xyz12le"));
    double[] xyz = {x, y, z};
    for (int c = 0; c < xyz.length; c++) {
      int number = (int) Math.round(4095 * Math.pow(48 / 52.37 * xyz[c], 1 / 2.6));
      put(picture, c, 0, 0, number);
    }
    Frame frame = new RgbReader(Colours.tags(picture), WIDTH, HEIGHT).read(picture);
    // Close to black, a gamma makes much of rounding.
    assertThat(frame.rgb()[0]).isCloseTo(red, within(red == 0 ? 0.04f : 0.002f));
    assertThat(frame.rgb()[1]).isCloseTo(green, within(green == 0 ? 0.04f : 0.002f));
    assertThat(frame.rgb()[2]).isCloseTo(blue, within(blue == 0 ? 0.04f : 0.002f));
    assertThat(Colours.tags(picture).primaries()).isEqualTo(1);
    av_frame_free(picture);
  }

  /** By FFmpeg's own function, into a picture of zeros. */
  private static void put(AVFrame picture, int component, int x, int y, int number) {
    try (IntPointer one = new IntPointer(new int[] {number})) {
      av_write_image_line2(
          one,
          picture.data(),
          picture.linesize(),
          av_pix_fmt_desc_get(picture.format()),
          x,
          y,
          component,
          1,
          Integer.BYTES);
    }
  }

  @ParameterizedTest
  @CsvSource({"bayer_rggb16le, 16, 41234, 65535", "bayer_gbrg8, 8, 201, 255"})
  void bayerPatternsKeepTheirBits(String name, int depth, int number, float top) {
    FFmpeg.load();
    AVFrame picture = blank(av_get_pix_fmt(name));
    int bytes = depth / 8;
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
      long at = (long) (i / WIDTH) * picture.linesize(0) + (long) (i % WIDTH) * bytes;
      for (int k = 0; k < bytes; k++) {
        picture.data(0).put(at + k, (byte) (number >> 8 * k));
      }
    }
    assertThat(Samples.depth(av_pix_fmt_desc_get(picture.format()))).isEqualTo(depth);
    assertThat(new RgbReader(ColourTags.NONE, WIDTH, HEIGHT).read(picture).rgb())
        .containsOnly(number / top);
    av_frame_free(picture);
  }

  /** Two colours and four pixels in six bytes. */
  @Test
  void lumaBetweenColoursIsRead() {
    FFmpeg.load();
    AVFrame picture = blank(av_get_pix_fmt("uyyvyy411"));
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
      int x = i % WIDTH;
      long group = (long) (i / WIDTH) * picture.linesize(0) + x / 4 * 6L;
      int[] places = {1, 2, 4, 5};
      picture.data(0).put(group, (byte) 128);
      picture.data(0).put(group + 3, (byte) 128);
      picture.data(0).put(group + places[x % 4], (byte) (16 + 3 * x));
    }
    Frame frame = new RgbReader(ColourTags.NONE, WIDTH, HEIGHT).read(picture);
    for (int i = 0; i < frame.rgb().length; i++) {
      float expected = 3 * (i / Frame.CHANNELS % WIDTH) / 219f;
      assertThat(frame.rgb()[i]).isCloseTo(expected, within(0.005f));
    }
    av_frame_free(picture);
  }

  /** Pictures that aren't finished or were computed have such numbers. */
  @Test
  void whatIsNoNumberIsRead() {
    FFmpeg.load();
    AVFrame picture = blank(av_get_pix_fmt("gbrpf32le"));
    float[] stored = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1.5f};
    FloatPointer green = new FloatPointer(picture.data(0));
    green.put(stored, 0, stored.length);
    Frame frame = new RgbReader(ColourTags.NONE, WIDTH, HEIGHT).read(picture);
    float[] read = new float[stored.length];
    for (int i = 0; i < read.length; i++) {
      read[i] = frame.rgb()[i * Frame.CHANNELS + 1];
    }
    assertThat(read).containsExactly(0, 65504, -65504, 1.5f);
    av_frame_free(picture);
  }

  private static int depth(AVPixFmtDescriptor format) {
    return Math.min(22, format.comp(0).depth());
  }

  /**
   * Fills a component with random numbers, or with one where colour is interpolated, and gives what
   * they stand for.
   */
  private static double[] fill(
      AVFrame picture, AVPixFmtDescriptor format, int component, boolean flat, Random random) {
    AVComponentDescriptor c = format.comp(component);
    boolean floats = (format.flags() & AV_PIX_FMT_FLAG_FLOAT) != 0;
    double top = Math.pow(2, c.depth()) - 1;
    double[] meant = new double[WIDTH * HEIGHT];
    int number = 0;
    for (int i = 0; i < meant.length; i++) {
      if (!flat || i == 0) {
        float value = random.nextFloat();
        number =
            !floats
                ? (int) (long) (value * top)
                : c.depth() == 16 ? Float.floatToFloat16(value) : Float.floatToRawIntBits(value);
      }
      int x = i % WIDTH;
      int y = i / WIDTH;
      if (x % (flat ? 1 << format.log2_chroma_w() : 1) == 0
          && y % (flat ? 1 << format.log2_chroma_h() : 1) == 0) {
        put(
            picture,
            component,
            flat ? x >> format.log2_chroma_w() : x,
            flat ? y >> format.log2_chroma_h() : y,
            number);
      }
      meant[i] =
          !floats
              ? (number & 0xffffffffL) / top
              : c.depth() == 16
                  ? Float.float16ToFloat((short) number)
                  : Float.intBitsToFloat(number);
    }
    return meant;
  }

  /** BT.2020 in full range, of which the largest number is 1. */
  private static double[] yuv(double[] rgb, AVPixFmtDescriptor format) {
    double top = Math.pow(2, format.comp(0).depth()) - 1;
    double neutral = Math.pow(2, format.comp(0).depth() - 1) / top;
    double y = 0.2627 * rgb[0] + 0.678 * rgb[1] + 0.0593 * rgb[2];
    return new double[] {y, neutral + (rgb[2] - y) / 1.8814, neutral + (rgb[0] - y) / 1.4746};
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
