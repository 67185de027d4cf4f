package io.github.edvr4j.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import io.github.edvr4j.stream.Frame;
import io.github.edvr4j.video.ColourTags.ChromaLocation;
import io.github.edvr4j.video.ColourTags.Range;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the formulas of the standards, which need no FFmpeg. */
class ColourTest {
  private static final int BT709 = 1;
  private static final int BT601 = 6;
  private static final int BT2020 = 9;

  @TempDir Path folder;

  /** Kr and Kb of a matrix, the two numbers that define it. */
  private static double[] luma(int matrix) {
    return switch (matrix) {
      case BT709 -> new double[] {0.2126, 0.0722};
      case BT601 -> new double[] {0.299, 0.114};
      case BT2020 -> new double[] {0.2627, 0.0593};
      default -> throw new IllegalArgumentException("matrix " + matrix);
    };
  }

  private static double[] toRgb(int matrix, boolean full, int y, int u, int v) {
    double kr = luma(matrix)[0];
    double kb = luma(matrix)[1];
    double luma = full ? y / 255.0 : (y - 16) / 219.0;
    double cb = full ? (u - 128) / 255.0 : (u - 128) / 224.0;
    double cr = full ? (v - 128) / 255.0 : (v - 128) / 224.0;
    double red = luma + 2 * (1 - kr) * cr;
    double blue = luma + 2 * (1 - kb) * cb;
    double green = (luma - kr * red - kb * blue) / (1 - kr - kb);
    return new double[] {red, green, blue};
  }

  private static double[] toYuv(int matrix, boolean full, float[] rgb) {
    double kr = luma(matrix)[0];
    double kb = luma(matrix)[1];
    double luma = kr * rgb[0] + (1 - kr - kb) * rgb[1] + kb * rgb[2];
    double cb = (rgb[2] - luma) / (2 * (1 - kb));
    double cr = (rgb[0] - luma) / (2 * (1 - kr));
    return full
        ? new double[] {255 * luma, 128 + 255 * cb, 128 + 255 * cr}
        : new double[] {16 + 219 * luma, 128 + 224 * cb, 128 + 224 * cr};
  }

  @ParameterizedTest
  @CsvSource({
    "320, 240, 6, false",
    "320, 240, 6, true",
    "1280, 720, 1, false",
    "1280, 720, 1, true",
    "51, 37, 6, false",
    "640, 720, 1, false"
  })
  void readsUntaggedYuvByTheRuleOfSizes(int width, int height, int matrix, boolean full)
      throws IOException {
    int[][] samples = {
      {16, 128, 128},
      {235, 128, 128},
      {126, 128, 128},
      {81, 90, 240},
      {145, 54, 34},
      {41, 240, 110},
      {100, 140, 120},
      {0, 128, 128},
      {255, 128, 128},
      {180, 100, 150}
    };
    for (int[] yuv : samples) {
      Path file =
          Clips.y4m(folder.resolve("flat.y4m"), width, height, full, yuv[0], yuv[1], yuv[2]);
      Frame frame = Clips.read(file).getFirst().frame();
      double[] expected = toRgb(matrix, full, yuv[0], yuv[1], yuv[2]);
      for (int i : new int[] {0, width / 2, width * height / 2, width * height - 1}) {
        for (int c = 0; c < Frame.CHANNELS; c++) {
          assertThat((double) frame.rgb()[i * Frame.CHANNELS + c])
              .as("channel %d of pixel %d for %s", c, i, Arrays.toString(yuv))
              .isCloseTo(expected[c], within(0.0005));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"6, LIMITED", "6, FULL", "1, LIMITED", "1, FULL", "9, LIMITED", "9, FULL"})
  void writesYuvByTheTags(int matrix, Range range) {
    int width = 32;
    int height = 16;
    ColourTags tags = new ColourTags(matrix, 2, 2, range, ChromaLocation.UNSPECIFIED);
    float[][] colours = {
      {0, 0, 0},
      {1, 1, 1},
      {0.5f, 0.5f, 0.5f},
      {1, 0, 0},
      {0, 1, 0},
      {0, 0, 1},
      {0.2f, 0.7f, 0.4f},
      {0.9f, 0.3f, 0.6f}
    };
    FFmpeg.load();
    AVFrame picture = Pictures.allocate(width, height, AV_PIX_FMT_YUV420P);
    YuvWriter writer = new YuvWriter(tags, width, height, AV_PIX_FMT_YUV420P);
    for (float[] rgb : colours) {
      writer.write(Clips.flat(width, height, rgb[0], rgb[1], rgb[2]), picture);
      double[] expected = toYuv(matrix, range == Range.FULL, rgb);
      for (int plane = 0; plane < 3; plane++) {
        int columns = plane == 0 ? width : width / 2;
        int rows = plane == 0 ? height : height / 2;
        for (int i = 0; i < rows * columns; i++) {
          long at = (long) (i / columns) * picture.linesize(plane) + i % columns;
          assertThat((double) Byte.toUnsignedInt(picture.data(plane).get(at)))
              .as("plane %d of %s", plane, Arrays.toString(rgb))
              .isCloseTo(Math.clamp(expected[plane], 0, 255), within(0.75));
        }
      }
    }
    av_frame_free(picture);
  }

  /** White above white, black below black, and a green that has less than no red. */
  @ParameterizedTest
  @CsvSource({"250, 128, 128", "4, 128, 128", "126, 60, 28"})
  void coloursThatNoScreenShowsAreKept(int y, int u, int v) throws IOException {
    Path file = Clips.y4m(folder.resolve("flat.y4m"), 32, 16, false, y, u, v);
    Frame frame = Clips.read(file).getFirst().frame();
    ColourTags tags = Clips.info(file).colour();
    AVFrame picture = Pictures.allocate(32, 16, AV_PIX_FMT_YUV420P);
    new YuvWriter(tags, 32, 16, AV_PIX_FMT_YUV420P).write(frame, picture);
    assertThat(Byte.toUnsignedInt(picture.data(0).get())).isEqualTo(y);
    assertThat(Byte.toUnsignedInt(picture.data(1).get())).isEqualTo(u);
    assertThat(Byte.toUnsignedInt(picture.data(2).get())).isEqualTo(v);
    av_frame_free(picture);
  }

  /** Luma alone would be clamped otherwise, which would turn a white that is too bright green. */
  @Test
  void coloursThatNoNumberSaysKeepTheirHue() {
    FFmpeg.load();
    ColourTags tags = new ColourTags(BT709, 2, 2, Range.FULL, ChromaLocation.LEFT);
    AVFrame picture = Pictures.allocate(32, 16, AV_PIX_FMT_YUV420P);
    new YuvWriter(tags, 32, 16, AV_PIX_FMT_YUV420P).write(Clips.flat(32, 16, 1.2f, 1, 1), picture);
    assertThat(Byte.toUnsignedInt(picture.data(0).get())).isEqualTo(255);
    assertThat(Byte.toUnsignedInt(picture.data(1).get())).isEqualTo(128);
    assertThat(Byte.toUnsignedInt(picture.data(2).get())).isEqualTo(128);
    av_frame_free(picture);
  }

  @Test
  void scalingSaysTheMatrixThatPlayersWouldGuessFromTheSize() {
    ClipInfo small = Clips.info(480, 360, new Rational(1, 25), new Rational(25, 1));
    assertThat(small.withSize(1920, 1440).colour().matrix()).isEqualTo(BT601);
    assertThat(small.withSize(480, 360).colour()).isEqualTo(ColourTags.NONE);
  }
}
