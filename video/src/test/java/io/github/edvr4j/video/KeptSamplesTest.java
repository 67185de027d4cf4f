package io.github.edvr4j.video;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.edvr4j.stream.Frame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The samples' depth, subsampling and meaning, as ffprobe sees the file and the restored one. */
class KeptSamplesTest {
  @TempDir Path folder;

  /**
   * The format that a clip gets where none is asked for: its depth, in the subsampling that players
   * take; enlarged by four, even that holds more colour than the clip had.
   */
  @ParameterizedTest(name = "{0} into {1}")
  @CsvSource({
    "yuv420p,     mp4,  h264,   yuv420p,     ''",
    "yuv422p,     mkv,  h264,   yuv420p,     ''",
    "yuv444p,     mp4,  h264,   yuv420p,     ''",
    "yuvj420p,    mp4,  h264,   yuvj420p,    ''",
    "gray,        mkv,  h264,   yuvj420p,    ''",
    "gbrp,        mkv,  h264,   yuv420p,     ''",
    "yuv420p10le, mp4,  av1,    yuv420p10le, ''",
    "yuv422p10le, mkv,  av1,    yuv420p10le, ''",
    "yuv422p10le, mov,  prores, yuv422p10le, ''",
    "yuv444p10le, webm, av1,    yuv420p10le, ''",
    "gbrp10le,    mkv,  av1,    yuv420p10le, ''",
    "yuv420p12le, mkv,  av1,    yuv420p10le, 'the clip has 12 bits a sample and libsvtav1 keeps 10"
        + " of them; --codec ffv1 --pix-fmt yuv444p12le keeps all'"
  })
  void theDepthIsKept(String format, String output, String codec, String kept, String warning) {
    Path clip = folder.resolve("clip.mkv");
    Path restored = folder.resolve("restored." + output);
    FFmpegTools.ffmpeg(
        "-f lavfi -i testsrc2=s=32x24:r=25:d=0.12,format=%s -c:v ffv1 {0}"
            .formatted(format.replace("yuvj420p", "yuv420p -color_range pc")),
        clip);
    List<String> warnings = TinyRestoration.enlarge(clip, restored);
    Probe after = Probe.of(restored);
    assertThat(after.stream(0, "codec_name")).isEqualTo(codec);
    assertThat(after.stream(0, "pix_fmt")).isEqualTo(kept);
    if (warning.isEmpty()) {
      assertThat(warnings).isEmpty();
    } else {
      assertThat(warnings).singleElement().asString().contains(warning);
    }
  }

  /** A network that keeps the size has nothing to gain from coarser colour. */
  @ParameterizedTest(name = "{0} into {1}")
  @CsvSource({
    "yuv420p,     mp4,  h264,   yuv420p,     ''",
    "yuv410p,     mp4,  h264,   yuv420p,     ''",
    "yuv411p,     mkv,  vp9,    yuv422p,     ''",
    "yuv422p,     mp4,  vp9,    yuv422p,     ''",
    "yuv440p,     webm, vp9,    yuv444p,     ''",
    "yuv444p,     mp4,  vp9,    yuv444p,     ''",
    "yuv444p,     mov,  prores, yuv444p12le, ''",
    "yuvj422p,    mkv,  vp9,    yuv422p,     ''",
    "gray,        mp4,  h264,   yuvj420p,    ''",
    "gbrp,        mkv,  vp9,    yuv444p,     ''",
    "yuv422p10le, webm, av1,    yuv422p10le, ''",
    "yuv422p10le, mov,  prores, yuv422p10le, ''",
    "yuv444p10le, mp4,  av1,    yuv444p10le, ''",
    "yuva444p10le, mkv, ffv1,   yuva444p10le, ''",
    "yuva422p,    mkv,  ffv1,   yuva422p,    ''",
    "yuva444p,    webm, vp9,    yuv420p,     'colour is sampled 4:4:4 and libvpx-vp9 keeps 4:2:0 of"
        + " it; ffv1 in .mkv keeps all'",
    "yuv444p,     m4v,  h264,   yuv420p,     'colour is sampled 4:4:4 and libopenh264 keeps 4:2:0"
        + " of it; vp9 in .mkv or .mp4 keeps all'"
  })
  void aNetworkThatKeepsTheSizeKeepsTheColour(
      String format, String output, String codec, String kept, String warning) {
    Path clip = folder.resolve("clip.mkv");
    Path restored = folder.resolve("restored." + output);
    FFmpegTools.ffmpeg(
        "-f lavfi -i testsrc2=s=32x24:r=25:d=0.12,format=%s -c:v ffv1 {0}"
            .formatted(format.replace("yuvj422p", "yuv422p -color_range pc")),
        clip);
    List<String> warnings = TinyRestoration.sameSize(clip, restored, EncodingRequest.DEFAULT);
    Probe after = Probe.of(restored);
    assertThat(after.stream(0, "codec_name")).isEqualTo(codec);
    assertThat(after.stream(0, "pix_fmt")).isEqualTo(kept);
    if (warning.isEmpty()) {
      assertThat(warnings).isEmpty();
    } else {
      assertThat(warnings).singleElement().asString().contains(warning);
    }
  }

  /** With a network that gives back what it gets, every number of luma comes back. */
  @ParameterizedTest
  @CsvSource({
    "yuv420p, 8",
    "yuv422p, 8",
    "yuv444p, 8",
    "yuv420p10le, 10",
    "yuv422p10le, 10",
    "yuv444p10le, 10",
    "yuv420p12le, 12",
    "yuv422p12le, 12",
    "yuv444p12le, 12",
    "yuv444p16le, 16"
  })
  void noBitOfLumaIsLost(String format, int depth) throws IOException {
    int width = 64;
    int height = 48;
    ByteBuffer raw = ByteBuffer.allocate(6 * width * height).order(ByteOrder.LITTLE_ENDIAN);
    int top = 1 << depth;
    for (int plane = 0; plane < 3; plane++) {
      int across = plane > 0 && !format.contains("444") ? 2 : 1;
      int down = plane > 0 && format.contains("420") ? 2 : 1;
      for (int i = 0; i < width / across * (height / down); i++) {
        int code = plane == 0 ? (int) (i * 2654435761L >>> 8 & top - 1) : top / 2 + plane;
        if (depth == 8) {
          raw.put((byte) code);
        } else {
          raw.putShort((short) code);
        }
      }
    }
    Path numbers = folder.resolve("numbers.yuv");
    Path clip = folder.resolve("clip.mkv");
    Path restored = folder.resolve("restored.mkv");
    Files.write(numbers, Arrays.copyOf(raw.array(), raw.position()));
    FFmpegTools.ffmpeg(
        "-f rawvideo -s %dx%d -r 25 -pix_fmt %s -i {0} -c:v ffv1 {1}"
            .formatted(width, height, format),
        numbers,
        clip);
    EncodingRequest lossless = EncodingRequest.DEFAULT.withCodec("ffv1").withPixelFormat(format);
    assertThat(TinyRestoration.sameSize(clip, restored, lossless)).isEmpty();
    assertThat(luma(restored)).isEqualTo(luma(clip));
  }

  @Test
  void noBitIsLostWhereTheSizeChanges() throws IOException {
    Path clip = folder.resolve("clip.mkv");
    Path restored = folder.resolve("restored.mkv");
    List<Path> parts = new ArrayList<>();
    for (String size : List.of("32x24", "48x32")) {
      Path part = folder.resolve(size + ".mkv");
      FFmpegTools.ffmpeg(
          "-f lavfi -i color=s=%s:r=25:d=0.08,format=yuv420p10le,geq=lum=601:cb=512:cr=512 -c:v libaom-av1 -cpu-used 8 -aom-params lossless=1 {0}"
              .formatted(size),
          part);
      parts.add(part);
    }
    Path list = folder.resolve("list.txt");
    Files.write(list, parts.stream().map(part -> "file " + part.getFileName()).toList());
    FFmpegTools.ffmpeg("-f concat -i {0} -c copy {1}", list, clip);
    EncodingRequest lossless = EncodingRequest.DEFAULT.withCodec("ffv1");
    assertThat(TinyRestoration.sameSize(clip, restored, lossless))
        .singleElement()
        .asString()
        .contains("frame 2 changes to 48x32");
    ShortBuffer numbers =
        ByteBuffer.wrap(luma(restored)).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
    assertThat(numbers.remaining()).isEqualTo(4 * 32 * 24);
    while (numbers.hasRemaining()) {
      assertThat(numbers.get()).isEqualTo((short) 601);
    }
  }

  /** As files of the cinema, of renderers, scanners and editing programs have them. */
  @ParameterizedTest
  @CsvSource({
    "exr, -pix_fmt gbrpf32le",
    "exr, -pix_fmt gbrpf32le -format half",
    "nut, -c:v rawvideo -pix_fmt xyz12le",
    "mkv, -c:v ffv1 -strict experimental -pix_fmt gbrpf32le",
    "mkv, -c:v ffv1 -pix_fmt gray12le",
    "mov, -c:v prores_ks -pix_fmt yuv444p10le -qscale:v 1",
    "mov, -c:v jpeg2000 -pix_fmt gbrp12le -pred dwt53",
    "mov, -c:v v210",
    "dpx, -pix_fmt gbrp12le",
    "tiff, -pix_fmt rgb48le",
    "png, -pix_fmt rgb48be",
    "nut, -c:v rawvideo -pix_fmt y210le",
    "nut, -c:v rawvideo -pix_fmt gray16be"
  })
  void moreThanEightBitsAreReadOfFiles(String extension, String encoder) {
    Path clip = folder.resolve("clip." + extension);
    FFmpegTools.ffmpeg(
        "-f lavfi -i color=s=1024x16:d=0.04,format=gray16le,geq=lum=X*64 -frames:v 1 %s {0}"
            .formatted(encoder),
        clip);
    assertThat(Clips.info(clip).bitDepth()).isGreaterThanOrEqualTo(10);
    float[] rgb = Clips.read(clip).getFirst().frame().rgb();
    Set<Float> greens = new HashSet<>();
    for (int x = 0; x < 1024; x++) {
      greens.add(rgb[(8 * 1024 + x) * Frame.CHANNELS + 1]);
    }
    assertThat(greens).hasSizeGreaterThan(700);
  }

  private byte[] luma(Path clip) throws IOException {
    Path luma = folder.resolve("luma.raw");
    FFmpegTools.ffmpeg("-i {0} -vf extractplanes=y -f rawvideo {1}", clip, luma);
    return Files.readAllBytes(luma);
  }

  /** The network works on the signal, whatever light it stands for. */
  @ParameterizedTest
  @CsvSource({
    "bt2020, smpte2084,    bt2020nc,  tv, mkv",
    "bt2020, smpte2084,    bt2020nc,  tv, mp4",
    "bt2020, arib-std-b67, bt2020nc,  tv, mkv",
    "bt2020, arib-std-b67, bt2020nc,  pc, mp4",
    "bt709,  bt709,        bt709,     tv, mp4",
    "bt709,  bt709,        bt709,     pc, mkv",
    "smpte170m, smpte170m, smpte170m, tv, mp4",
    "bt470bg,   bt470bg,   bt470bg,   tv, mkv"
  })
  void colourTagsAreKept(
      String primaries, String transfer, String matrix, String range, String output) {
    Path clip = folder.resolve("clip.mkv");
    Path restored = folder.resolve("restored." + output);
    FFmpegTools.ffmpeg(
        """
        -f lavfi -i testsrc2=s=32x24:r=25:d=0.12,format=yuv420p10le
        -vf setparams=range=%s:color_primaries=%s:color_trc=%s:colorspace=%s
        -color_range %s -c:v ffv1 {0}
        """
            .formatted(range, primaries, transfer, matrix, range),
        clip);
    assertThat(TinyRestoration.enlarge(clip, restored)).isEmpty();
    Probe before = Probe.of(clip);
    Probe after = Probe.of(restored);
    assertThat(before.stream(0, "color_transfer")).isEqualTo(transfer);
    assertThat(before.stream(0, "color_range")).isEqualTo(range);
    for (String tag : List.of("color_range", "color_space", "color_primaries", "color_transfer")) {
      assertThat(after.stream(0, tag)).as(tag).isEqualTo(before.stream(0, tag));
    }
  }

  /** Nothing in such a file could say that black is 0. */
  @Test
  void fullRangeBecomesLimitedWhereItCannotBeSaid() {
    Path clip = folder.resolve("clip.mkv");
    Path restored = folder.resolve("restored.mov");
    FFmpegTools.ffmpeg(
        "-f lavfi -i color=white:s=32x24:r=25:d=0.12,format=yuv420p10le -color_range pc"
            + " -vf scale=out_range=pc -c:v ffv1 {0}",
        clip);
    assertThat(Clips.info(clip).colour().range()).isEqualTo(ColourTags.Range.FULL);
    assertThat(TinyRestoration.enlarge(clip, restored)).isEmpty();
    assertThat(Probe.of(restored).stream(0, "codec_name")).isEqualTo("prores");
    assertThat(Clips.read(restored).getFirst().frame().rgb())
        .usingElementComparator((a, b) -> Math.abs(a - b) < 0.004f ? 0 : 1)
        .containsOnly(1f);
  }
}
