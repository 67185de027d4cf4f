package io.github.edvr4j.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A part of a clip is the same frames that the whole clip has there. */
class ClipRangeTest {
  @TempDir Path folder;

  private static SourceOptions range(double start, double end) {
    return SourceOptions.DEFAULT.withRange(
        Duration.ofNanos(Math.round(start * 1e9)),
        Double.isInfinite(end)
            ? Optional.empty()
            : Optional.of(Duration.ofNanos(Math.round(end * 1e9))));
  }

  private static List<TimedFrame> read(Path file, double start, double end) {
    List<TimedFrame> frames = new ArrayList<>();
    try (FrameSource source = FrameSource.open(file.toString(), range(start, end))) {
      for (var frame = source.next(); frame.isPresent(); frame = source.next()) {
        frames.add(frame.get());
      }
      assertThat(source.next()).isEmpty();
    }
    return frames;
  }

  private static void assertPartsAreThoseOfTheWhole(Path file) {
    List<TimedFrame> whole = Clips.read(file);
    double tick = Clips.info(file).timeBase().value();
    long origin = whole.getFirst().pts();
    for (int from = 0; from < whole.size(); from += 7) {
      int to = Math.min(whole.size(), from + 4);
      double start = (whole.get(from).pts() - origin) * tick;
      double end =
          to == whole.size() ? Double.POSITIVE_INFINITY : (whole.get(to).pts() - origin) * tick;
      List<TimedFrame> part = read(file, start, end);
      assertThat(part).as("%s from %f to %f", file, start, end).hasSize(to - from);
      for (int i = 0; i < part.size(); i++) {
        TimedFrame expected = whole.get(from + i);
        assertThat(part.get(i).pts()).isEqualTo(expected.pts());
        assertThat(part.get(i).duration()).isEqualTo(expected.duration());
        assertThat(part.get(i).frame().equals(expected.frame()))
            .as("frame %d of %s", from + i, file)
            .isTrue();
      }
    }
  }

  @Test
  void theSampleIsCutExactly() {
    assertPartsAreThoseOfTheWhole(Clips.SAMPLE);
  }

  /** Containers that seek by different things, codecs with frames that need earlier ones. */
  @ParameterizedTest
  @CsvSource({
    "mp4, mpeg4, bf=2 b_strategy=0 g=9",
    "mkv, mpeg4, bf=2 b_strategy=0 g=9",
    "avi, mpeg4, bf=2 b_strategy=0 g=9",
    "ts, mpeg2video, bf=2 b_strategy=0 g=9",
    "mpg, mpeg2video, bf=2 b_strategy=0 g=9",
    "m2v, mpeg2video, bf=2 b_strategy=0 g=9",
    "webm, libvpx-vp9, g=9",
    "mkv, libsvtav1, g=9 preset=10",
    "264, libopenh264, g=9",
    "ivf, libvpx-vp9, g=9"
  })
  void anyKindOfClipIsCutExactly(String extension, String encoder, String settings) {
    Path file = folder.resolve("clip." + extension);
    Map<String, String> options = new HashMap<>();
    for (String setting : settings.split(" ")) {
      options.put(setting.split("=")[0], setting.split("=")[1]);
    }
    Clips.write(
        file,
        Clips.info(64, 64, new Rational(1, 25), new Rational(25, 1)),
        SinkOptions.DEFAULT.withEncoding(
            EncodingRequest.DEFAULT.withCodec(encoder).withOptions(options)),
        Clips.frames(64, 64, 1, LongStream.range(0, 40).toArray()));
    assertPartsAreThoseOfTheWhole(file);
  }

  private static void assertRefused(
      Category category, Path file, double start, double end, String... words) {
    assertThatExceptionOfType(EdvrException.class)
        .isThrownBy(() -> FrameSource.open(file.toString(), range(start, end)).close())
        .withMessageContainingAll(words)
        .satisfies(failure -> assertThat(failure.category()).isEqualTo(category));
  }

  @Test
  void whatTheClipDoesNotHaveIsSaid() {
    Path sample = Clips.SAMPLE;
    assertRefused(Category.INPUT, sample, 2.002, 9, sample.toString(), "lasts 2.002 s", "2.002 s");
    assertRefused(Category.INPUT, sample, 60, 70, "lasts 2.002 s", "nothing at 60 s");
    assertRefused(Category.INPUT, sample, 1.01, 1.02, "no frame", "between 1.01 s and 1.02 s");
    assertRefused(Category.USAGE, sample, 1.5, 1.5, "end (1.5 s)", "after the start (1.5 s)");
    assertRefused(Category.USAGE, sample, -1, 1, "can't start at -1 s");
  }

  @Test
  void momentsWithThreeDecimalsMeetTheirFrame() {
    // Frame 29 is at 0.967633… s.
    assertThat(read(Clips.SAMPLE, 0.968, 1.001))
        .extracting(TimedFrame::pts)
        .containsExactly(29029L);
    assertThat(read(Clips.SAMPLE, 0.967, 1.001))
        .extracting(TimedFrame::pts)
        .containsExactly(29029L);
  }

  @ParameterizedTest
  @CsvSource({"0, Infinity, 60", "1, Infinity, 30", "0.5, 1, 15", "1.9, 99, 3"})
  void theExpectedFramesAreThoseOfTheRange(double start, double end, long frames) {
    try (FrameSource source = FrameSource.open(Clips.SAMPLE.toString(), range(start, end))) {
      assertThat(source.info().expectedFrames()).hasValue(frames);
    }
  }

  /** Otherwise the last minute of a film would take as long as the film. */
  @ParameterizedTest
  @CsvSource({"mp4", "mkv", "webm"})
  void containersWithAnIndexAreNotReadFromTheBeginning(String extension) {
    Path file = folder.resolve("clip." + extension);
    Clips.write(
        file,
        Clips.info(64, 48, new Rational(1, 1000), new Rational(25, 1)),
        SinkOptions.DEFAULT.withEncoding(
            EncodingRequest.DEFAULT
                .withCodec("libvpx-vp9")
                .withOptions(Map.of("g", "10", "lag-in-frames", "0"))),
        Clips.frames(64, 48, 40, LongStream.range(0, 60).map(i -> 40 * i).toArray()));
    try (VideoDecoder decoder = VideoDecoder.open(Demuxer.open(file), warning -> {})) {
      assertThat(decoder.seek(2000, 0)).isTrue();
      assertThat(decoder.next()).isTrue();
      assertThat(decoder.picture().pts()).isBetween(1000L, 2000L);
    }
  }
}
