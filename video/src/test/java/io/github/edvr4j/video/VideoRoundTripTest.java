package io.github.edvr4j.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.edvr4j.stream.Frame;
import io.github.edvr4j.video.ColourTags.ChromaLocation;
import io.github.edvr4j.video.ColourTags.Range;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VideoRoundTripTest {
  private static final Rational NTSC = new Rational(30000, 1001);

  @TempDir Path folder;

  private static List<Long> pts(List<TimedFrame> frames) {
    return frames.stream().map(TimedFrame::pts).toList();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    }
  }

  private static void copy(Path from, Path to, SinkOptions options) {
    try (FrameSource source = FrameSource.open(from.toString(), SourceOptions.DEFAULT);
        FrameSink sink = FrameSink.open(to.toString(), source.info(), options.withCopyFrom(from))) {
      for (var frame = source.next(); frame.isPresent(); frame = source.next()) {
        sink.write(frame.get());
      }
      sink.finish();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mp4", "mov"})
  void theSampleKeepsFramesTimesAndSound(String extension) throws IOException {
    Path out = folder.resolve("out." + extension);
    copy(Clips.SAMPLE, out, SinkOptions.DEFAULT);

    List<TimedFrame> before = Clips.read(Clips.SAMPLE);
    List<TimedFrame> after = Clips.read(out);
    assertThat(before).hasSize(60);
    assertThat(Clips.info(out).timeBase()).isEqualTo(Clips.info(Clips.SAMPLE).timeBase());
    assertThat(pts(after)).isEqualTo(pts(before));
    assertThat(after.getLast().duration()).isEqualTo(before.getLast().duration());
    assertThat(Clips.info(out).colour()).isEqualTo(Clips.info(Clips.SAMPLE).colour());
    assertThat(Packets.audio(out)).isEqualTo(Packets.audio(Clips.SAMPLE)).hasSize(88);
    assertThat(psnr(before.get(30).frame(), after.get(30).frame())).isGreaterThan(40);
    assertThat(files()).containsExactly(out);
  }

  @Test
  void matroskaKeepsThemToTheMillisecond() {
    Path out = folder.resolve("out.mkv");
    copy(Clips.SAMPLE, out, SinkOptions.DEFAULT);

    List<TimedFrame> before = Clips.read(Clips.SAMPLE);
    List<TimedFrame> after = Clips.read(out);
    assertThat(after).hasSameSizeAs(before);
    for (int i = 0; i < before.size(); i++) {
      assertThat(seconds(out, after.get(i)))
          .isCloseTo(seconds(Clips.SAMPLE, before.get(i)), within(0.0005001));
    }
    List<Packets.Packet> soundBefore = Packets.audio(Clips.SAMPLE);
    List<Packets.Packet> soundAfter = Packets.audio(out);
    assertThat(soundAfter).hasSameSizeAs(soundBefore);
    for (int i = 0; i < soundBefore.size(); i++) {
      assertThat(soundAfter.get(i).hash()).isEqualTo(soundBefore.get(i).hash());
      assertThat(soundAfter.get(i).pts()).isCloseTo(soundBefore.get(i).pts(), within(0.0005001));
    }
  }

  private static double seconds(Path file, TimedFrame frame) {
    return frame.pts() * Clips.info(file).timeBase().value();
  }

  private static double psnr(Frame a, Frame b) {
    double sum = 0;
    for (int i = 0; i < a.rgb().length; i++) {
      double difference = a.rgb()[i] - b.rgb()[i];
      sum += difference * difference;
    }
    return 10 * Math.log10(a.rgb().length / sum);
  }

  @ParameterizedTest
  @CsvSource({
    // A variable rate, a start before zero, a late start, and ticks finer than milliseconds.
    "mp4, 600, 0 20 50 51 300 301",
    "mp4, 30000, 0 1001 2002 5005",
    "mp4, 90000, 126000 129003 135009 135010",
    "mov, 1200000, 7 20007 40007",
    "mkv, 1000, 0 33 67 500",
    "mkv, 1000, 1400 1433 1900",
    "webm, 1000, 0 40 1000"
  })
  void timeStampsAreKeptToTheTick(String extension, int ticks, String stamps) {
    long[] pts = Stream.of(stamps.split(" ")).mapToLong(Long::parseLong).toArray();
    Path out = folder.resolve("vfr." + extension);
    ClipInfo info = Clips.info(64, 64, new Rational(1, ticks), new Rational(25, 1));
    Clips.write(out, info, SinkOptions.DEFAULT, Clips.frames(64, 64, ticks / 10, pts));

    List<TimedFrame> read = Clips.read(out);
    assertThat(pts(read)).containsExactly(Arrays.stream(pts).boxed().toArray(Long[]::new));
    assertThat(Clips.info(out).timeBase()).isEqualTo(new Rational(1, ticks));
    if (!extension.equals("mkv") && !extension.equals("webm")) {
      assertThat(read.getLast().duration()).isEqualTo(ticks / 10);
    }
  }

  @Test
  void aTimeBaseThatIsNoUnitFractionKeepsItsTimes() {
    Path out = folder.resolve("ntsc.mp4");
    Rational frameTime = new Rational(1001, 30000);
    Clips.write(
        out,
        Clips.info(64, 64, frameTime, NTSC),
        SinkOptions.DEFAULT,
        Clips.frames(64, 64, 1, 0, 1, 2, 3, 4));
    assertThat(pts(Clips.read(out))).containsExactly(0L, 1001L, 2002L, 3003L, 4004L);
    assertThat(Clips.info(out).timeBase()).isEqualTo(new Rational(1, 30000));
  }

  @Test
  void reorderedFramesComeOutInOrder() {
    Path out = folder.resolve("b-frames.mp4");
    EncodingRequest reordering =
        EncodingRequest.DEFAULT
            .withCodec("mpeg4")
            .withOptions(Map.of("bf", "2", "b_strategy", "0"));
    ClipInfo info = Clips.info(64, 64, new Rational(1, 600), new Rational(30, 1));
    long[] pts = {0, 20, 40, 60, 80, 100, 120, 140, 160, 180};
    Clips.write(
        out, info, SinkOptions.DEFAULT.withEncoding(reordering), Clips.frames(64, 64, 20, pts));

    List<TimedFrame> read = Clips.read(out);
    assertThat(pts(read)).isEqualTo(Arrays.stream(pts).boxed().toList());
    Path again = folder.resolve("again.mp4");
    copy(out, again, SinkOptions.DEFAULT);
    assertThat(pts(Clips.read(again))).isEqualTo(pts(read));
  }

  @ParameterizedTest
  @CsvSource({
    "mp4, 50, 36",
    "mp4, 51, 37",
    "mp4, 1, 1",
    "mp4, 3, 2",
    "mp4, 16, 16",
    "mkv, 640, 18",
    "webm, 66, 70",
    "webm, 67, 71"
  })
  void noSizeIsCut(String extension, int width, int height) {
    Path out = folder.resolve("size." + extension);
    ClipInfo info = Clips.info(width, height, new Rational(1, 25), new Rational(25, 1));
    List<TimedFrame> frames = Clips.frames(width, height, 1, 0, 1, 2);
    Clips.write(out, info, SinkOptions.DEFAULT, frames);

    List<TimedFrame> read = Clips.read(out);
    assertThat(read).hasSize(3);
    for (int i = 0; i < 3; i++) {
      Frame frame = read.get(i).frame();
      assertThat(frame.width()).isEqualTo(width);
      assertThat(frame.height()).isEqualTo(height);
      assertThat(psnr(frame, frames.get(i).frame())).isGreaterThan(25);
    }
  }

  @Test
  void tagsAndPixelShapeAreKept() {
    for (ColourTags tags :
        List.of(
            new ColourTags(1, 1, 1, Range.LIMITED, ChromaLocation.LEFT),
            new ColourTags(6, 6, 6, Range.FULL, ChromaLocation.LEFT),
            new ColourTags(6, 6, 6, Range.LIMITED, ChromaLocation.CENTER),
            new ColourTags(9, 9, 16, Range.LIMITED, ChromaLocation.TOP_LEFT))) {
      Path out = folder.resolve("tags.mp4");
      ClipInfo plain = Clips.info(64, 48, new Rational(1, 25), new Rational(25, 1));
      ClipInfo info = plain.withSampleAspect(Optional.of(new Rational(399, 400))).withColour(tags);
      Frame flat = Clips.flat(64, 48, 0.8f, 0.3f, 0.5f);
      Clips.write(
          out,
          info,
          SinkOptions.DEFAULT.withOverwrite(true),
          List.of(new TimedFrame(flat, 0, 1, "a.png"), new TimedFrame(flat, 1, 1, "b.png")));

      ClipInfo read = Clips.info(out);
      assertThat(read.colour()).isEqualTo(tags);
      assertThat(read.sampleAspect()).contains(new Rational(399, 400));
      Frame frame = Clips.read(out).getFirst().frame();
      for (int i = 0; i < frame.rgb().length; i++) {
        assertThat(frame.rgb()[i]).isCloseTo(flat.rgb()[i], within(1.6f / 255));
      }
    }
  }

  @Test
  void rgbIsWrittenAsOrdinaryYuv() throws IOException {
    Path rgb = folder.resolve("rgb.png");
    Path out = folder.resolve("out.mp4");
    Frame picture = Clips.gradient(64, 48, 1);
    Png.write(picture, false, rgb);
    assertThat(Clips.info(rgb).colour().matrix()).isEqualTo(ColourTags.UNSPECIFIED);
    assertThat(Clips.info(rgb).colour().range()).isEqualTo(Range.UNSPECIFIED);
    copy(rgb, out, SinkOptions.DEFAULT);
    assertThat(Clips.info(out).colour().matrix()).isEqualTo(ColourTags.UNSPECIFIED);
    assertThat(psnr(Clips.read(out).getFirst().frame(), picture)).isGreaterThan(40);
  }

  @Test
  void losslessSamplesComeBackAsTheyWere() {
    Path out = folder.resolve("lossless.mkv");
    List<TimedFrame> frames = Clips.frames(33, 17, 40, 0, 40);
    Clips.write(
        out,
        Clips.info(33, 17, new Rational(1, 1000), new Rational(25, 1)),
        SinkOptions.DEFAULT.withEncoding(Clips.LOSSLESS),
        frames);
    List<TimedFrame> read = Clips.read(out);
    for (int f = 0; f < 2; f++) {
      for (int i = 0; i < read.get(f).frame().rgb().length; i++) {
        assertThat(read.get(f).frame().rgb()[i])
            .isCloseTo(frames.get(f).frame().rgb()[i], within(1e-4f));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"libopenh264", "libsvtav1", "libaom-av1", "libvpx-vp9"})
  void theDefaultQualityIsVisuallyLosslessAtFourTimesTheSize(String encoder) {
    List<TimedFrame> frames =
        Clips.read(Clips.SAMPLE).subList(0, 4).stream()
            .map(frame -> frame.withFrame(fourTimes(frame.frame())))
            .toList();
    ClipInfo info = Clips.info(Clips.SAMPLE).withSize(960, 720);
    Path out = folder.resolve("x4.mkv");
    EncodingRequest encoding = EncodingRequest.DEFAULT.withCodec(encoder);
    Clips.write(out, info, SinkOptions.DEFAULT.withEncoding(encoding), frames);
    List<TimedFrame> read = Clips.read(out);
    assertThat(read).hasSize(4);
    for (int i = 0; i < 4; i++) {
      assertThat(psnr(read.get(i).frame(), frames.get(i).frame())).isGreaterThan(42);
    }
  }

  /** libopenh264 fails on a frame that outgrows its buffer. */
  @ParameterizedTest
  @ValueSource(strings = {"mp4", "mkv"})
  void noiseThatTheEncoderCannotHoldIsEncodedCoarser(String container) {
    Random random = new Random(1);
    List<TimedFrame> frames = new ArrayList<>();
    for (TimedFrame frame : Clips.frames(320, 180, 1, 0, 1, 2, 3, 4, 5)) {
      float[] rgb = frame.frame().rgb().clone();
      boolean noisy = frame.pts() >= 3;
      for (int i = 0; i < rgb.length && noisy; i++) {
        rgb[i] = random.nextFloat();
      }
      frames.add(frame.withFrame(new Frame(180, 320, rgb)));
    }
    Path out = folder.resolve("noise." + container);
    ClipInfo info = Clips.info(320, 180, new Rational(1, 25), new Rational(25, 1));
    List<String> warnings = new ArrayList<>();
    Clips.write(out, info, SinkOptions.DEFAULT.withWarnings(warnings::add), frames);

    assertThat(warnings).isNotEmpty().allMatch(line -> line.contains("too noisy"));
    List<TimedFrame> read = Clips.read(out);
    assertThat(read).hasSize(6);
    assertThat(psnr(read.get(2).frame(), frames.get(2).frame())).isGreaterThan(40);
    for (int i = 0; i < 6; i++) {
      // Colour noise is lost with half of the colour samples; the encoder loses little more.
      assertThat(psnr(read.get(i).frame(), frames.get(i).frame())).isGreaterThan(10);
    }
  }

  private static Frame fourTimes(Frame frame) {
    int width = 4 * frame.width();
    int height = 4 * frame.height();
    float[] rgb = new float[width * height * Frame.CHANNELS];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        float v = Math.clamp((y + 0.5f) / 4 - 0.5f, 0, frame.height() - 1);
        float u = Math.clamp((x + 0.5f) / 4 - 0.5f, 0, frame.width() - 1);
        int top = Math.min((int) v, frame.height() - 2);
        int left = Math.min((int) u, frame.width() - 2);
        for (int c = 0; c < Frame.CHANNELS; c++) {
          int at = (top * frame.width() + left) * Frame.CHANNELS + c;
          int below = at + frame.width() * Frame.CHANNELS;
          float upper = mix(frame.rgb()[at], frame.rgb()[at + Frame.CHANNELS], u - left);
          float lower = mix(frame.rgb()[below], frame.rgb()[below + Frame.CHANNELS], u - left);
          rgb[(y * width + x) * Frame.CHANNELS + c] = mix(upper, lower, v - top);
        }
      }
    }
    return new Frame(height, width, rgb);
  }

  private static float mix(float a, float b, float weight) {
    return a + weight * (b - a);
  }

  @Test
  void soundCanEndWithTheLastFrame() {
    Path out = folder.resolve("part.mp4");
    try (FrameSource source = FrameSource.open(Clips.SAMPLE.toString(), SourceOptions.DEFAULT);
        FrameSink sink =
            FrameSink.open(
                out.toString(),
                source.info(),
                SinkOptions.DEFAULT.withCopyFrom(Clips.SAMPLE).withCut(new Cut(false, true)))) {
      for (int i = 0; i < 15; i++) {
        sink.write(source.next().orElseThrow());
      }
      sink.finish();
    }
    double end = 15 * 1001 / 30000.0;
    List<Packets.Packet> sound = Packets.audio(out);
    assertThat(sound)
        .isEqualTo(
            Packets.audio(Clips.SAMPLE).stream().filter(packet -> packet.pts() < end).toList());
  }

  @Test
  void soundThatDoesNotFitIsNamedAndLeftOut() {
    List<String> warnings = new ArrayList<>();
    Path out = folder.resolve("out.webm");
    copy(Clips.SAMPLE, out, SinkOptions.DEFAULT.withWarnings(warnings::add));
    assertThat(warnings).singleElement().asString().contains("audio stream 1", "aac", "webm");
    assertThat(Clips.read(out)).hasSize(60);
  }
}
