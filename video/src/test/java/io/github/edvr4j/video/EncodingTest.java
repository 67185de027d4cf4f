package io.github.edvr4j.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt_name;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncodingTest {
  private static final EncodingRequest NOTHING = EncodingRequest.DEFAULT;

  @TempDir Path folder;

  private final List<String> warnings = new ArrayList<>();

  private static ClipInfo clip(int width, int height, int bits) {
    return Clips.info(width, height, new Rational(1, 1000), new Rational(25, 1)).withBitDepth(bits);
  }

  private Encoding choose(String container, ClipInfo clip, EncodingRequest request) {
    return Encoding.choose("out", Container.named(container), clip, request, warnings::add);
  }

  private EdvrException refused(String container, ClipInfo clip, EncodingRequest request) {
    EdvrException refusal =
        catchThrowableOfType(EdvrException.class, () -> choose(container, clip, request));
    assertThat(refusal).isNotNull();
    assertThat(refusal.getMessage()).doesNotContain("\n");
    return refusal;
  }

  @ParameterizedTest
  @CsvSource({
    "mp4, 4096, 2304, 8, libopenh264, yuv420p",
    "mp4, 2304, 4096, 8, libopenh264, yuv420p",
    "mp4, 4096, 2306, 8, libsvtav1, yuv420p",
    "mp4, 7680, 4320, 8, libsvtav1, yuv420p",
    "mp4, 4095, 2303, 8, libvpx-vp9, yuv420p",
    "mp4, 1, 1, 8, libvpx-vp9, yuv420p",
    "webm, 1920, 1080, 8, libsvtav1, yuv420p",
    "mov, 1920, 1080, 8, libopenh264, yuv420p",
    "mov, 7680, 4320, 8, prores_ks, yuv422p10le",
    "mov, 51, 37, 8, prores_ks, yuv422p10le",
    "avi, 1920, 1080, 8, libopenh264, yuv420p",
    "yuv4mpegpipe, 51, 37, 8, rawvideo, yuv420p",
    "mp4, 1920, 1080, 10, libsvtav1, yuv420p10le",
    "matroska, 51, 37, 10, libaom-av1, yuv420p10le",
    "webm, 1920, 1080, 10, libsvtav1, yuv420p10le",
    "mov, 1920, 1080, 10, prores_ks, yuv422p10le",
    "yuv4mpegpipe, 51, 37, 10, rawvideo, yuv420p10le"
  })
  void itFollowsContainerSizeAndDepth(
      String container, int width, int height, int bits, String encoder, String format) {
    Encoding chosen = choose(container, clip(width, height, bits), NOTHING);
    assertThat(chosen.encoder().name()).isEqualTo(encoder);
    assertThat(chosen.pixelFormat()).isEqualTo(format);
    assertThat(warnings).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "h264, libopenh264",
    "H264, libopenh264",
    "avc, libopenh264",
    "libopenh264, libopenh264",
    "av1, libsvtav1",
    "libaom-av1, libaom-av1",
    "vp9, libvpx-vp9",
    "ffv1, ffv1",
    "prores, prores_ks",
    "mjpeg, mjpeg",
    "mpeg2video, mpeg2video"
  })
  void codecsAndEncodersCanBeAskedFor(String word, String encoder) {
    assertThat(choose("matroska", clip(640, 480, 8), NOTHING.withCodec(word)).encoder().name())
        .isEqualTo(encoder);
  }

  @Test
  void aCodecThatSeveralEncodersMakeTakesWhatAnyOfThemTakes() {
    assertThat(choose("mp4", clip(51, 37, 8), NOTHING.withCodec("av1")).encoder().name())
        .isEqualTo("libaom-av1");
  }

  @Test
  void whatIsNotThereIsRefusedWithWhatIs() {
    EdvrException refusal = refused("mp4", clip(64, 64, 8), NOTHING.withCodec("h266x"));
    assertThat(refusal.category()).isEqualTo(Category.USAGE);
    assertThat(refusal.getMessage()).contains("'h266x'", "h264, av1, vp9");
    assertThat(refused("mp4", clip(64, 64, 8), NOTHING.withCodec("aac")).getMessage())
        .contains("no encoder for 'aac'");
  }

  @ParameterizedTest
  @CsvSource({
    "mp4, 4098, 2304, h264, 'libopenh264 takes even sizes', 4098x2304",
    "mp4, 51, 37, h264, 'libopenh264 takes even sizes', 51x37",
    "mp4, 62, 48, libsvtav1, 'at least 64', 62x48",
    "mp4, 51, 37, mpeg4, 'mpeg4 takes even sizes', 51x37",
    "webm, 640, 480, h264, .webm takes no H.264, write .mkv",
    "mov, 640, 480, av1, .mov takes no AV1, write .mkv",
    "mp4, 640, 480, prores, .mp4 takes no ProRes, write .mkv",
    "mov, 640, 480, rawvideo, .mov takes no uncompressed, write .mkv"
  })
  void limitsAreNamed(
      String container, int width, int height, String codec, String limit, String words) {
    EdvrException refusal = refused(container, clip(width, height, 8), NOTHING.withCodec(codec));
    assertThat(refusal.category()).isEqualTo(Category.OUTPUT);
    assertThat(refusal.getMessage()).contains(limit, words);
  }

  /** Nobody would know how such samples are stored. */
  @ParameterizedTest
  @ValueSource(strings = {"avi", "matroska"})
  void uncompressedSamplesOfMoreBitsAreNotWrittenWhereTheyHaveNoName(String container) {
    Encoding chosen = choose(container, clip(64, 64, 10), NOTHING.withCodec("rawvideo"));
    assertThat(chosen.pixelFormat()).isEqualTo("yuv420p");
    assertThat(warnings).singleElement().asString().contains("rawvideo keeps 8");
  }

  @Test
  void pixelFormatsAreRefusedWithThoseThatAreTaken() {
    assertThat(
            refused(
                    "mp4",
                    clip(64, 64, 8),
                    NOTHING.withCodec("libsvtav1").withPixelFormat("yuv444p"))
                .getMessage())
        .contains("libsvtav1 doesn't take yuv444p, only yuv420p, yuv420p10le");
    assertThat(refused("matroska", clip(64, 64, 8), NOTHING.withCodec("png")).getMessage())
        .contains("png takes no planar YUV")
        .endsWith("choose another codec, pixel format or size");
    assertThat(refused("mp4", clip(64, 64, 8), NOTHING.withPixelFormat("nv12")).category())
        .isEqualTo(Category.USAGE);
    assertThat(choose("mp4", clip(64, 64, 8), NOTHING.withPixelFormat("yuv444p")).encoder().name())
        .isEqualTo("libvpx-vp9");
  }

  @Test
  void lostBitsAreNamed() {
    Encoding chosen = choose("mp4", clip(640, 480, 10), NOTHING.withCodec("h264"));
    assertThat(chosen.pixelFormat()).isEqualTo("yuv420p");
    assertThat(warnings).singleElement().asString().contains("10 bits", "libopenh264 keeps 8");
  }

  @Test
  void lostColourIsNamed() {
    ClipInfo clip = clip(640, 480, 8).withSubsampling(Subsampling.YUV444);
    assertThat(choose("mp4", clip, NOTHING.withCodec("av1")).encoder().name())
        .isEqualTo("libaom-av1");
    assertThat(choose("mp4", clip, NOTHING.withPixelFormat("yuv420p")).encoder().name())
        .isEqualTo("libopenh264");
    assertThat(warnings).isEmpty();
    assertThat(choose("mp4", clip, NOTHING.withCodec("h264")).pixelFormat()).isEqualTo("yuv420p");
    assertThat(warnings).singleElement().asString().contains("4:4:4", "libopenh264 keeps 4:2:0");
  }

  @Test
  void enlargedTwofoldColourFitsIntoHalfOfTheColumnsAndRows() {
    ClipInfo clip = clip(640, 480, 8).withSubsampling(Subsampling.YUV444);
    assertThat(clip.withSize(1280, 960).subsampling()).isEqualTo(Subsampling.YUV420);
    assertThat(clip.withSize(1278, 960).subsampling()).isEqualTo(Subsampling.YUV444);
    assertThat(clip.withSize(320, 240).subsampling()).isEqualTo(Subsampling.YUV444);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 4:4:4",
    "1, 0, 4:2:2",
    "1, 1, 4:2:0",
    "2, 0, 4:1:1",
    "2, 2, 4:1:0",
    "0, 1, 4:4:0"
  })
  void subsamplingsHaveNames(int across, int down, String name) {
    assertThat(new Subsampling(across, down)).hasToString(name);
  }

  @ParameterizedTest
  @CsvSource({
    "libopenh264, qmin, 12 12 18 23 51",
    "libsvtav1, crf, 0 6 17 26 63",
    "libvpx-vp9, crf, 0 6 17 26 63",
    "mpeg4, global_quality, 118 149 297 530 3658"
  })
  void oneScaleFitsAll(String encoder, String option, String values) {
    List<String> scaled = new ArrayList<>();
    for (int crf : new int[] {0, 12, 18, 23, 51}) {
      EncodingRequest request = NOTHING.withCodec(encoder).withCrf(crf);
      scaled.add(choose("matroska", clip(640, 480, 8), request).options().get(option));
    }
    assertThat(String.join(" ", scaled)).isEqualTo(values);
  }

  @Test
  void theScaleHasEnds() {
    assertThat(catchThrowableOfType(EdvrException.class, () -> NOTHING.withCrf(52)).getMessage())
        .contains("52", "51 (coarsest)");
  }

  @Test
  void aQualityThatChangesNothingIsNamed() {
    Encoding chosen = choose("matroska", clip(64, 64, 8), NOTHING.withCodec("ffv1").withCrf(20));
    assertThat(warnings).singleElement().asString().contains("FFV1", "crf of 20 changes nothing");
    assertThat(chosen.description()).isEqualTo("FFV1 (ffv1, lossless, yuv420p)");
  }

  @Test
  void ownOptionsGoFirst() {
    Encoding chosen =
        choose("mp4", clip(640, 480, 8), NOTHING.withCodec("vp9").withOptions(Map.of("b", "1M")));
    assertThat(chosen.crf()).isEqualTo(OptionalInt.empty());
    assertThat(chosen.options()).containsEntry("b", "1M").doesNotContainKey("crf");
  }

  private EdvrException refusedOption(String key, String value) {
    EncodingRequest request = NOTHING.withCodec("libsvtav1").withOptions(Map.of(key, value));
    SinkOptions options = SinkOptions.DEFAULT.withEncoding(request);
    EdvrException refusal =
        catchThrowableOfType(
            EdvrException.class,
            () -> FrameSink.open(folder + "/a.mp4", clip(64, 64, 8), options).close());
    assertThat(refusal.category()).isEqualTo(Category.USAGE);
    assertThat(folder).isEmptyDirectory();
    return refusal;
  }

  @Test
  void optionsThatTheEncoderDoesNotKnowAreRefused() {
    assertThat(refusedOption("crv", "3").getMessage())
        .isEqualTo("the encoder libsvtav1 has no option 'crv'");
    assertThat(refusedOption("preset", "fast").getMessage())
        .isEqualTo("the option 'preset' of the encoder libsvtav1 doesn't take 'fast'");
  }

  @ParameterizedTest
  @CsvSource({
    "a.mp4, 8, 'H.264 (libopenh264, crf 12, yuv420p)'",
    "a.mkv, 10, 'AV1 (libsvtav1, crf 12, yuv420p10le)'",
    "a.mov, 10, 'ProRes (prores_ks, yuv422p10le)'",
    "a.y4m, 8, y4m (yuv420p)",
    "a/, 8, 'PNG files, 8 bit'",
    "b/, 10, 'PNG files, 16 bit'"
  })
  void sinksDescribeThemselves(String output, int bits, String description) {
    String path = folder + "/" + output;
    try (FrameSink sink = FrameSink.open(path, clip(64, 64, bits), SinkOptions.DEFAULT)) {
      assertThat(sink.description()).isEqualTo(description);
    }
  }

  /** Every codec, at its default quality, in the depth that fits the clip. */
  @ParameterizedTest
  @CsvSource({
    "mkv, h264, 64, 48, 8, yuv420p",
    "mkv, av1, 64, 66, 10, yuv420p10le",
    "mkv, libaom-av1, 51, 37, 10, yuv420p10le",
    "webm, vp9, 51, 37, 8, yuv420p",
    "mkv, libvpx, 51, 37, 8, yuv420p",
    "mov, prores, 51, 37, 10, yuv422p10le",
    "mkv, ffv1, 51, 37, 10, yuv420p10le",
    "mkv, mjpeg, 64, 48, 8, yuv420p",
    "mp4, mpeg4, 64, 48, 8, yuv420p",
    "y4m, rawvideo, 51, 37, 10, yuv420p10le"
  })
  void framesComeBackNearlyAsTheyWere(
      String extension, String codec, int width, int height, int bits, String format) {
    Path out = folder.resolve("out." + extension);
    List<TimedFrame> frames = Clips.frames(width, height, 40, 0, 40, 80);
    Clips.write(
        out,
        clip(width, height, bits),
        SinkOptions.DEFAULT.withEncoding(NOTHING.withCodec(codec)),
        frames);
    List<TimedFrame> read = Clips.read(out);
    assertThat(read).hasSize(3);
    try (Demuxer demuxer = Demuxer.open(out)) {
      int stored = demuxer.bestVideo().codecpar().format();
      assertThat(av_get_pix_fmt_name(stored).getString().replace("yuvj", "yuv")).isEqualTo(format);
    }
    for (int i = 0; i < 3; i++) {
      float[] given = frames.get(i).frame().rgb();
      float[] got = read.get(i).frame().rgb();
      double sum = 0;
      for (int k = 0; k < given.length; k++) {
        sum += Math.pow(given[k] - got[k], 2);
      }
      assertThat(10 * Math.log10(given.length / sum)).isGreaterThan(42);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"codec", "crf", "pixel format", "option"})
  void foldersTakeNothingButADepth(String asked) {
    EncodingRequest request =
        switch (asked) {
          case "codec" -> NOTHING.withCodec("h264");
          case "crf" -> NOTHING.withCrf(20);
          case "pixel format" -> NOTHING.withPixelFormat("yuv420p");
          default -> NOTHING.withOptions(Map.of("a", "b"));
        };
    EdvrException refusal =
        catchThrowableOfType(
            EdvrException.class,
            () ->
                FrameSink.open(
                    folder + "/out/", clip(8, 8, 8), SinkOptions.DEFAULT.withEncoding(request)));
    assertThat(refusal.category()).isEqualTo(Category.USAGE);
    assertThat(folder).isEmptyDirectory();
  }
}
