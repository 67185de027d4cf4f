package io.github.edvr4j.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_CONTENT_LIGHT_LEVEL;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_DOVI_CONF;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_MASTERING_DISPLAY_METADATA;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** For which display and light a clip was made, wherever its file says so. */
class KeptLightTest {
  private static final String MOVING = "-f lavfi -i testsrc2=s=32x24:r=25:d=0.12 ";

  @TempDir Path folder;

  /** Containers count in fractions of their own. */
  private static Map<String, Double> light(Path file) {
    Map<String, Double> light = new TreeMap<>();
    Probe.of(file)
        .starting("streams.stream.0.side_data_list")
        .forEach(
            (fact, value) -> {
              if (value.matches("\\d+(/\\d+)?")) {
                String[] parts = (value + "/1").split("/", 3);
                double number = Double.parseDouble(parts[0]) / Double.parseDouble(parts[1]);
                light.put(fact.replaceFirst(".*\\.", ""), number);
              }
            });
    return light;
  }

  @ParameterizedTest
  @CsvSource({"mkv", "mp4", "webm"})
  void whatTheContainerSaysIsKept(String output) {
    Path plain = folder.resolve("plain.mkv");
    Path clip = folder.resolve("clip.mkv");
    Path restored = folder.resolve("restored." + output);
    FFmpegTools.ffmpeg(MOVING + "-pix_fmt yuv420p10le -c:v ffv1 {0}", plain);
    byte[] level =
        ByteBuffer.allocate(2 * Integer.BYTES)
            .order(ByteOrder.nativeOrder())
            .putInt(1000)
            .putInt(400)
            .array();
    Remux.write(
        plain,
        clip,
        Map.of(
            AV_PKT_DATA_MASTERING_DISPLAY_METADATA,
            RichClip.MASTERING_DISPLAY,
            AV_PKT_DATA_CONTENT_LIGHT_LEVEL,
            level));
    assertThat(TinyRestoration.enlarge(clip, restored)).isEmpty();
    assertThat(light(clip)).containsEntry("red_x", 0.68).containsEntry("max_average", 400.0);
    assertThat(light(restored)).isEqualTo(light(clip));
  }

  /** As in broadcasts and in many files of older encoders. */
  @ParameterizedTest
  @CsvSource({"h264, mp4", "mp4, mkv"})
  void whatOnlyTheCodecSaysIsKept(String input, String output) throws IOException {
    Path plain = folder.resolve("plain.h264");
    Path said = folder.resolve("said.h264");
    Path clip = folder.resolve("clip." + input);
    Path restored = folder.resolve("restored." + output);
    FFmpegTools.ffmpeg(MOVING + "-c:v libopenh264 {0}", plain);
    Files.write(said, withLight(Files.readAllBytes(plain)));
    FFmpegTools.ffmpeg("-i {0} -c copy {1}", said, clip);
    assertThat(light(clip)).isEmpty();
    TinyRestoration.enlarge(clip, restored);
    assertThat(light(restored))
        .containsEntry("max_luminance", 1000.0)
        .containsEntry("min_luminance", 0.0257)
        .containsEntry("max_content", 1000.0)
        .containsEntry("max_average", 400.0);
  }

  private static byte[] withLight(byte[] stream) {
    return with(
        "0000000106"
            // The 03 keeps the message from looking like a start code. Green, blue, red, white;
            // luminance from 0.0257 to 1000.
            + "8918"
            + "33c286c41d4c0bb884d03e803d13404200989680"
            + "0000030101"
            + "9004"
            + "03e80190"
            + "80",
        stream);
  }

  /** Puts messages of H.264 (annex D) before the first slice. */
  private static byte[] with(String messages, byte[] stream) {
    String text = new String(stream, StandardCharsets.ISO_8859_1);
    int slice = text.indexOf("\0\0\1\u0065");
    assertThat(slice).isPositive();
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    said.write(stream, 0, slice);
    said.writeBytes(HexFormat.of().parseHex(messages));
    said.write(stream, slice, stream.length - slice);
    return said.toByteArray();
  }

  @Test
  void lightOfEachFrameIsLeftOutWithAWarning() {
    Path plain = folder.resolve("plain.mp4");
    Path clip = folder.resolve("clip.mkv");
    Path restored = folder.resolve("restored.mkv");
    FFmpegTools.ffmpeg(MOVING + "-c:v libopenh264 {0}", plain);
    // Version 1.0, profile 9, level 1, with metadata and a base layer.
    byte[] dolby = {1, 0, 9, 1, 1, 0, 1, 2, 0};
    Remux.write(plain, clip, Map.of(AV_PKT_DATA_DOVI_CONF, dolby));
    assertThat(TinyRestoration.enlarge(clip, restored))
        .singleElement()
        .asString()
        .endsWith("the light of each frame (Dolby Vision) is left out");
  }

  /** Its base layer is in colours of its own, which only the rest explains. */
  @Test
  void picturesThatNeedTheLightOfEachFrameAreWarnedOf() {
    Path plain = folder.resolve("plain.mp4");
    Path clip = folder.resolve("clip.mkv");
    FFmpegTools.ffmpeg(MOVING + "-c:v libopenh264 {0}", plain);
    byte[] dolby = {1, 0, 5, 1, 1, 0, 1, 0, 0};
    Remux.write(plain, clip, Map.of(AV_PKT_DATA_DOVI_CONF, dolby));
    assertThat(TinyRestoration.enlarge(clip, folder.resolve("restored.mkv")))
        .singleElement()
        .asString()
        .contains("(Dolby Vision, profile 5) is left out, and without it the colours are wrong");
  }

  /** Closed captions of ATSC: one pair of characters, nothing to see. */
  @Test
  void captionsWithinPicturesAreNamed() throws IOException {
    Path plain = folder.resolve("plain.h264");
    Path clip = folder.resolve("clip.h264");
    FFmpegTools.ffmpeg(MOVING + "-c:v libopenh264 {0}", plain);
    String captions = "0000000106" + "040e" + "b500314741393403c1fffc8080ff" + "80";
    Files.write(clip, with(captions, Files.readAllBytes(plain)));
    assertThat(TinyRestoration.enlarge(clip, folder.resolve("restored.mkv")))
        .singleElement()
        .asString()
        .contains("closed captions, which lie within its pictures, are left out");
  }
}
