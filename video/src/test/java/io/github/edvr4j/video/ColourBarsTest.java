package io.github.edvr4j.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bars in every full and half colour, through decoder, a network that only enlarges, and encoder:
 * each patch comes back with the numbers that it had, for every matrix, range, depth and
 * subsampling.
 */
class ColourBarsTest {
  private static final int PATCH = 8;
  private static final int COLUMNS = 8;
  private static final int ROWS = 3;
  private static final int WIDTH = COLUMNS * PATCH;
  private static final int HEIGHT = ROWS * PATCH;

  /** The network blends patches where they meet, and so does subsampling. */
  private static final int BLENDED = 2;

  @TempDir Path folder;

  /** Kr and Kb by FFmpeg's names of the matrices. */
  private enum Matrix {
    bt470bg(0.299, 0.114),
    smpte170m(0.299, 0.114),
    bt709(0.2126, 0.0722),
    bt2020nc(0.2627, 0.0593);

    final double kr;
    final double kb;

    Matrix(double kr, double kb) {
      this.kr = kr;
      this.kb = kb;
    }
  }

  private record Samples(String format, int depth, int shiftX, int shiftY) {
    int columns(int plane, int width) {
      return plane == 0 ? width : width >> shiftX;
    }

    int rows(int plane, int height) {
      return plane == 0 ? height : height >> shiftY;
    }

    int bytes() {
      return depth > 8 ? 2 : 1;
    }
  }

  private static Stream<Arguments> everyKind() {
    List<Samples> kinds =
        List.of(
            new Samples("yuv420p", 8, 1, 1),
            new Samples("yuv422p", 8, 1, 0),
            new Samples("yuv444p", 8, 0, 0),
            new Samples("yuv420p10le", 10, 1, 1),
            new Samples("yuv444p10le", 10, 0, 0),
            new Samples("yuv422p12le", 12, 1, 0));
    return Stream.of(Matrix.values())
        .flatMap(
            matrix ->
                Stream.of("tv", "pc")
                    .flatMap(
                        range -> kinds.stream().map(kind -> Arguments.of(matrix, range, kind))));
  }

  /** Full, three quarters, a third: eight colours each, white and black among them. */
  private static double[] rgb(int column, int row) {
    double level = new double[] {1, 0.75, 1 / 3.0}[row];
    return new double[] {
      level * (column >> 2 & 1), level * (column >> 1 & 1), level * (column & 1)
    };
  }

  private static int code(Matrix matrix, boolean full, int depth, double[] rgb, int plane) {
    double luma = matrix.kr * rgb[0] + (1 - matrix.kr - matrix.kb) * rgb[1] + matrix.kb * rgb[2];
    double value =
        switch (plane) {
          case 0 -> luma;
          case 1 -> (rgb[2] - luma) / (2 * (1 - matrix.kb));
          default -> (rgb[0] - luma) / (2 * (1 - matrix.kr));
        };
    double top = (1 << depth) - 1;
    double step = 1 << (depth - 8);
    double black = plane > 0 ? 1 << (depth - 1) : full ? 0 : 16 * step;
    double span = full ? top : plane > 0 ? 224 * step : 219 * step;
    return (int) Math.clamp(Math.round(black + span * value), 0, (long) top);
  }

  @ParameterizedTest(name = "{0}, {1}, {2}")
  @MethodSource("everyKind")
  void everyPatchComesBack(Matrix matrix, String range, Samples samples) throws IOException {
    Path raw = folder.resolve("bars.yuv");
    Path clip = folder.resolve("bars.mkv");
    Path restored = folder.resolve("restored.mkv");
    Files.write(raw, bars(matrix, range.equals("pc"), samples));
    FFmpegTools.ffmpeg(
        """
        -f rawvideo -pix_fmt %s -s %dx%d -r 25 -i {0}
        -vf setparams=colorspace=%s:range=%s -c:v ffv1 -color_range %s {1}
        """
            .formatted(samples.format, WIDTH, HEIGHT, matrix, range, range),
        raw,
        clip);
    EncodingRequest lossless =
        EncodingRequest.DEFAULT.withCodec("ffv1").withPixelFormat(samples.format);
    assertThat(TinyRestoration.enlarge(clip, restored, lossless)).isEmpty();

    Probe probe = Probe.of(restored);
    assertThat(probe.stream(0, "pix_fmt")).isEqualTo(samples.format);
    assertThat(probe.stream(0, "color_space")).isEqualTo(matrix.name());
    assertThat(probe.stream(0, "color_range")).isEqualTo(range);
    FFmpegTools.ffmpeg("-i {0} -f rawvideo -c copy -c:v rawvideo {1}", restored, raw);
    ByteBuffer enlarged = ByteBuffer.wrap(Files.readAllBytes(raw)).order(ByteOrder.LITTLE_ENDIAN);
    for (int plane = 0; plane < 3; plane++) {
      for (int patch = 0; patch < COLUMNS * ROWS; patch++) {
        int column = patch % COLUMNS;
        int row = patch / COLUMNS;
        int expected = code(matrix, range.equals("pc"), samples.depth, rgb(column, row), plane);
        assertThat(mean(enlarged, samples, plane, column, row))
            .as("plane %d of the patch in column %d, row %d", plane, column, row)
            .isCloseTo(expected, within(0.5));
      }
    }
  }

  private static byte[] bars(Matrix matrix, boolean full, Samples samples) {
    ByteBuffer bytes =
        ByteBuffer.allocate(size(samples, WIDTH, HEIGHT)).order(ByteOrder.LITTLE_ENDIAN);
    for (int plane = 0; plane < 3; plane++) {
      int columns = samples.columns(plane, WIDTH);
      int rows = samples.rows(plane, HEIGHT);
      for (int i = 0; i < columns * rows; i++) {
        double[] rgb = rgb(i % columns * COLUMNS / columns, i / columns * ROWS / rows);
        int code = code(matrix, full, samples.depth, rgb, plane);
        if (samples.bytes() == 1) {
          bytes.put((byte) code);
        } else {
          bytes.putShort((short) code);
        }
      }
    }
    return bytes.array();
  }

  private static int size(Samples samples, int width, int height) {
    int chroma = samples.columns(1, width) * samples.rows(1, height);
    return samples.bytes() * (width * height + 2 * chroma);
  }

  /** Of a patch's inside. */
  private static double mean(ByteBuffer bytes, Samples samples, int plane, int column, int row) {
    int width = 4 * WIDTH;
    int height = 4 * HEIGHT;
    int columns = samples.columns(plane, width);
    int rows = samples.rows(plane, height);
    int chroma = samples.columns(1, width) * samples.rows(1, height);
    int start = plane == 0 ? 0 : width * height + (plane - 1) * chroma;
    double scaleX = (double) columns / WIDTH;
    double scaleY = (double) rows / HEIGHT;
    double sum = 0;
    int count = 0;
    for (int y = (int) (scaleY * (row * PATCH + BLENDED));
        y < scaleY * ((row + 1) * PATCH - BLENDED);
        y++) {
      for (int x = (int) (scaleX * (column * PATCH + BLENDED));
          x < scaleX * ((column + 1) * PATCH - BLENDED);
          x++) {
        int at = start + y * columns + x;
        sum +=
            samples.bytes() == 1
                ? Byte.toUnsignedInt(bytes.get(at))
                : Short.toUnsignedInt(bytes.getShort(2 * at));
        count++;
      }
    }
    return sum / count;
  }
}
