package io.github.edvr4j.video;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.edvr4j.stream.Frame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrientationTest {
  private static final int ONE = 0x10000;

  @TempDir Path folder;

  /** The sample with another matrix in the header of its video track. */
  private Path shown(double a, double b, double c, double d) throws IOException {
    byte[] bytes = Files.readAllBytes(Clips.SAMPLE);
    int header = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("tkhd");
    int[] matrix = {
      (int) (a * ONE), (int) (b * ONE), 0, (int) (c * ONE), (int) (d * ONE), 0, 0, 0, 0x40000000
    };
    ByteBuffer.wrap(bytes).position(header + 44).slice().asIntBuffer().put(matrix);
    return Files.write(folder.resolve("shown.mp4"), bytes);
  }

  private static int rotation(Path file, List<String> warnings) {
    try (FrameSource source =
        FrameSource.open(file.toString(), SourceOptions.DEFAULT.withWarnings(warnings::add))) {
      assertThat(source.info().width()).isEqualTo(240);
      assertThat(source.next().orElseThrow().frame().width()).isEqualTo(240);
      return source.info().rotation();
    }
  }

  /** A phone that is held upright writes 0 1 -1 0, and players turn that by 90 clockwise. */
  @ParameterizedTest
  @CsvSource({
    "1, 0, 0, 1, 0",
    "0, 1, -1, 0, 90",
    "-1, 0, 0, -1, 180",
    "0, -1, 1, 0, 270",
    "0.0001, 2, -2, 0, 90",
    "-1, 0, 0, 1, 0",
    "1, 0, 0, -1, 180",
    "0, 1, 1, 0, 270",
    "0, -1, -1, 0, 90"
  })
  void quartersAreKnown(double a, double b, double c, double d, int degrees) throws IOException {
    List<String> warnings = new ArrayList<>();
    assertThat(rotation(shown(a, b, c, d), warnings)).isEqualTo(degrees);
    assertThat(warnings).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0.8, 0.6, -0.6, 0.8, turned by no quarter", "0, 0, 0, 0, turned by no quarter"})
  void otherWaysOfShowingAreWarnedOf(double a, double b, double c, double d, String words)
      throws IOException {
    List<String> warnings = new ArrayList<>();
    assertThat(rotation(shown(a, b, c, d), warnings)).isZero();
    assertThat(warnings).singleElement().asString().contains("shown.mp4", words);
  }

  private static String letters(Frame frame) {
    StringBuilder text = new StringBuilder();
    for (int y = 0; y < frame.height(); y++) {
      text.append(y == 0 ? "" : "/");
      for (int x = 0; x < frame.width(); x++) {
        text.append((char) frame.rgb()[(y * frame.width() + x) * Frame.CHANNELS + 2]);
      }
    }
    return text.toString();
  }

  /** The eight orientations of Exif, in its order. */
  @ParameterizedTest
  @CsvSource({
    "1, 0, 0, 1, abc/def",
    "-1, 0, 0, 1, cba/fed",
    "-1, 0, 0, -1, fed/cba",
    "1, 0, 0, -1, def/abc",
    "0, 1, 1, 0, ad/be/cf",
    "0, -1, 1, 0, da/eb/fc",
    "0, -1, -1, 0, fc/eb/da",
    "0, 1, -1, 0, cf/be/ad"
  })
  void framesAreTurnedAndMirrored(int xx, int xy, int yx, int yy, String shown) {
    float[] rgb = new float[6 * Frame.CHANNELS];
    for (int i = 0; i < 6; i++) {
      rgb[i * Frame.CHANNELS + 2] = 'a' + i;
    }
    Frame turned = new Orientation(xx, xy, yx, yy).apply(new Frame(2, 3, rgb));
    assertThat(letters(turned)).isEqualTo(shown);
  }

  @Test
  void anUprightFrameIsNotCopied() {
    Frame frame = Clips.gradient(3, 2, 1);
    assertThat(Orientation.UPRIGHT.apply(frame)).isSameAs(frame);
  }
}
