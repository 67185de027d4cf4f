package io.github.edvr4j.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.edvr4j.stream.Frame;
import io.github.edvr4j.video.ColourTags.ChromaLocation;
import io.github.edvr4j.video.ColourTags.Range;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever a codec and a container can't say, a reader of the file sees the colours written. */
class SaidColoursTest {
  private static final int WIDTH = 128;
  private static final int HEIGHT = 96;
  private static final float[] COLOUR = {0.8f, 0.3f, 0.5f};

  @TempDir Path folder;

  private final List<String> warnings = new ArrayList<>();

  private static ColourTags tags(int matrix, int primaries, int transfer, Range range) {
    return new ColourTags(matrix, primaries, transfer, range, ChromaLocation.UNSPECIFIED);
  }

  private static ClipInfo clip(ColourTags tags) {
    return Clips.info(WIDTH, HEIGHT, new Rational(1, 25), new Rational(25, 1)).withColour(tags);
  }

  /** Nothing said, a part, or all of it; the matrix that is guessed from this size is BT.601. */
  private static List<ColourTags> kinds() {
    return List.of(
        tags(2, 2, 2, Range.UNSPECIFIED),
        tags(2, 2, 2, Range.FULL),
        tags(1, 2, 2, Range.LIMITED),
        tags(1, 1, 1, Range.FULL),
        tags(6, 6, 6, Range.LIMITED),
        tags(5, 5, 6, Range.FULL),
        tags(9, 9, 16, Range.LIMITED));
  }

  private static List<TimedFrame> frames() {
    Frame flat = Clips.flat(WIDTH, HEIGHT, COLOUR[0], COLOUR[1], COLOUR[2]);
    return List.of(new TimedFrame(flat, 0, 1, "a.png"), new TimedFrame(flat, 1, 1, "b.png"));
  }

  private SinkOptions options(String codec) {
    EncodingRequest request =
        codec.isEmpty() ? EncodingRequest.DEFAULT : EncodingRequest.DEFAULT.withCodec(codec);
    return SinkOptions.DEFAULT
        .withOverwrite(true)
        .withEncoding(request)
        .withWarnings(warnings::add);
  }

  private static void assertColour(Path file, ColourTags tags) {
    float[] rgb = Clips.read(file).getFirst().frame().rgb();
    int middle = (HEIGHT / 2 * WIDTH + WIDTH / 2) * Frame.CHANNELS;
    for (int c = 0; c < Frame.CHANNELS; c++) {
      assertThat(rgb[middle + c])
          .as("channel %d, %s in %s", c, tags, file.getFileName())
          .isCloseTo(COLOUR[c], within(0.02f));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "mkv, h264 av1 vp9 vp8 mpeg4 mpeg2video mpeg1video mjpeg ffv1 prores jpeg2000 rawvideo vc2",
    "mp4, h264 av1 vp9 mpeg4 mpeg2video mjpeg ffv1 jpeg2000",
    "m4v, h264 mpeg4",
    "mov, h264 mpeg4 mpeg2video mjpeg prores v210 cfhd jpeg2000",
    "webm, av1 vp9 vp8",
    "avi, h264 av1 vp9 vp8 mpeg4 mpeg2video mjpeg ffv1 v210 utvideo huffyuv magicyuv rawvideo",
    "mpg, h264 mpeg2video mpeg1video",
    "flv, h264 av1 flv"
  })
  void coloursAreReadAsTheyWereWritten(String extension, String codecs) {
    Path file = folder.resolve("clip." + extension);
    for (String codec : codecs.split(" ")) {
      for (ColourTags tags : kinds()) {
        Clips.write(file, clip(tags), options(codec), frames());
        assertColour(file, tags);
      }
    }
  }

  /** The frames are encoded before there is a file that says anything of them. */
  @ParameterizedTest
  @CsvSource({"mov, prores", "y4m, rawvideo", "mkv, mjpeg", "avi, ffv1"})
  void segmentsHaveTheColoursThatTheirFileSays(String extension, String codec) {
    Path file = folder.resolve("clip." + extension);
    for (ColourTags tags : kinds()) {
      try (ResumableOutput output =
          ResumableOutput.open(file.toString(), clip(tags), options(codec), 1)) {
        output.begin(new LinkedHashMap<>(), Part.WHOLE, OptionalLong.of(2), false);
        try (FrameSink sink = output.sink(FrameRange.ALL)) {
          frames().forEach(sink::write);
          sink.finish();
        }
        output.ends(2);
        output.complete(false);
      }
      assertColour(file, tags);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "avi, ffv1, 9, 16, '.avi with ffv1 can''t say that its colours are those of BT.2020 and PQ'",
    "avi, ffv1, 9, 18, '.avi with ffv1 can''t say that its colours are those of BT.2020 and HLG'",
    "y4m, '',   9, 14, '.y4m with rawvideo can''t say that its colours are those of BT.2020'",
    "avi, h264, 9, 16, '.avi with libopenh264 can''t say for which display and light it was made'",
    "m4v, h264, 9, 16, '.m4v with libopenh264 can''t say for which display and light it was made'",
    "avi, ffv1, 1, 1,  '.avi with ffv1 can''t say for which display and light it was made'",
    "mp4, h264, 9, 16, ''",
    "mov, prores, 9, 18, ''",
    "mkv, ffv1, 9, 16, ''",
    "webm, vp9, 9, 16, ''",
    "flv, av1,  9, 16, ''"
  })
  void aLossOfHighDynamicRangeIsSaid(
      String extension, String codec, int colours, int transfer, String warning) {
    Light light = new Light(Optional.empty(), Optional.of(ByteBuffer.allocate(8)));
    ClipInfo plain = clip(tags(colours, colours, transfer, Range.LIMITED));
    ClipInfo clip = plain.withLight(light);
    Clips.write(folder.resolve("clip." + extension), clip, options(codec), frames());
    if (warning.isEmpty()) {
      assertThat(warnings).isEmpty();
    } else {
      assertThat(warnings).singleElement().asString().contains(warning, "; .mkv and .mp4 say it");
    }
  }
}
