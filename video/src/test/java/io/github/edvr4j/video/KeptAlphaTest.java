package io.github.edvr4j.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.edvr4j.resize.Bicubic;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Transparency goes beside the network, bicubically, into every output that can say it. */
class KeptAlphaTest {
  /** Blue, transparent where the picture of the second source is dark. */
  private static final String TRANSPARENT =
      """
      -f lavfi -i color=blue:s=32x24:r=25:d=0.12 -f lavfi -i gradients=s=32x24:r=25:d=0.12:seed=1
      -filter_complex [1]format=gray[a];[0][a]alphamerge
      """;

  @TempDir Path folder;

  private Path clip(String extension, String encoder) {
    Path clip = folder.resolve("clip." + extension);
    FFmpegTools.ffmpeg(TRANSPARENT + encoder + " {0}", clip);
    return clip;
  }

  @ParameterizedTest
  @CsvSource({
    "mkv,  -c:v ffv1 -pix_fmt yuva420p,        mkv,  vp9,    8, 0.03",
    "mkv,  -c:v ffv1 -pix_fmt yuva444p10le,    mkv,  ffv1,  10, 0.002",
    "mkv,  -c:v ffv1 -pix_fmt bgra,            mov,  prores, 8, 0.01",
    "mov,  -c:v prores_ks -pix_fmt yuva444p10le, mov, prores, 12, 0.005",
    "webm, -c:v libvpx-vp9 -auto-alt-ref 0 -pix_fmt yuva420p, webm, vp9, 8, 0.03"
  })
  void itIsEnlargedBicubically(
      String extension, String encoder, String output, String codec, int depth, float near) {
    Path clip = clip(extension, encoder);
    Path restored = folder.resolve("restored." + output);
    assertThat(Clips.info(clip).bitDepth()).isEqualTo(depth);
    List<String> warnings = TinyRestoration.enlarge(clip, restored);
    assertThat(warnings).allMatch(line -> line.contains("12 bits"));
    assertThat(Probe.of(restored).stream(0, "codec_name")).isEqualTo(codec);
    assertEnlarged(clip, restored, near);
  }

  private static void assertEnlarged(Path clip, Path restored, float near) {
    Alpha before = Clips.read(clip).getFirst().alpha().orElseThrow();
    Alpha after = Clips.read(restored).getFirst().alpha().orElseThrow();
    assertThat(before.isTransparent()).isTrue();
    float[] expected = Bicubic.resize(before.opacity(), 24, 32, 1, 96, 128);
    for (int i = 0; i < expected.length; i++) {
      assertThat(after.opacity()[i]).isCloseTo(Math.clamp(expected[i], 0f, 1f), within(near));
    }
  }

  @Test
  void picturesKeepIt() {
    Path clip = clip("mkv", "-c:v ffv1 -pix_fmt bgra");
    Path large = folder.resolve("large/");
    Path again = folder.resolve("again/");
    assertThat(TinyRestoration.enlarge(clip, large)).isEmpty();
    assertEnlarged(clip, large, 0.003f);
    assertThat(TinyRestoration.sameSize(large, again, EncodingRequest.DEFAULT)).isEmpty();
    assertEnlarged(clip, again, 0.003f);
  }

  @Test
  void whatCannotKeepItSaysSo() {
    Path restored = folder.resolve("restored.mp4");
    assertThat(TinyRestoration.enlarge(clip("mkv", "-c:v ffv1 -pix_fmt yuva420p"), restored))
        .singleElement()
        .asString()
        .contains("alpha channel, which is not kept", "prores in .mov");
    assertThat(Probe.of(restored).stream(0, "pix_fmt")).isEqualTo("yuv420p");
  }

  @Test
  void itIsTurnedWithItsPicture() {
    Alpha lying = new Alpha(2, 3, new float[] {1, 2, 3, 4, 5, 6});
    assertThat(Orientation.clockwise(90).apply(lying).opacity()).containsExactly(4, 1, 5, 2, 6, 3);
  }
}
