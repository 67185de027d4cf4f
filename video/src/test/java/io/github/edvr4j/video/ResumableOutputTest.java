package io.github.edvr4j.video;

import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.edvr4j.EdvrException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.util.DefaultLocale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResumableOutputTest {

  private static final int FRAMES = 11;
  private static final int SEGMENT = 4;

  @TempDir private Path folder;

  private ResumableOutput video(Path output, SinkOptions options) {
    ClipInfo clip = Clips.info(64, 64, new Rational(1, 600), new Rational(30, 1));
    return ResumableOutput.open(output.toString(), clip, options, SEGMENT);
  }

  private static void begin(ResumableOutput video, Part part) {
    video.begin(new LinkedHashMap<>(Map.of("model", "a")), part, OptionalLong.of(FRAMES), true);
  }

  private static List<TimedFrame> frames() {
    return Clips.frames(64, 64, 55, 70, 90, 120, 150, 151, 300, 301, 330, 350, 351, 380);
  }

  /** Makes what is missing, but no more frames than are allowed. */
  private static boolean make(ResumableOutput video, int allowed) {
    int left = allowed;
    for (FrameRange range : video.missing()) {
      try (FrameSink sink = video.sink(range)) {
        for (int i = (int) range.first(); i < Math.min(FRAMES, range.end()); i++) {
          if (left-- == 0) {
            return false;
          }
          sink.write(frames().get(i));
        }
        sink.finish();
      }
    }
    video.ends(FRAMES);
    return true;
  }

  @ParameterizedTest
  @CsvSource({"libopenh264, mp4", "mpeg4, mp4", "mpeg4, mkv", "ffv1, mkv", "libsvtav1, mp4"})
  void interruptionsChangeNoPacket(String encoder, String extension) throws IOException {
    Map<String, String> own =
        encoder.equals("mpeg4") ? Map.of("bf", "2", "b_strategy", "0") : Map.of();
    SinkOptions options =
        SinkOptions.DEFAULT.withEncoding(
            EncodingRequest.DEFAULT.withCodec(encoder).withOptions(own));
    Path whole = folder.resolve("whole." + extension);
    try (ResumableOutput video = video(whole, options)) {
      begin(video, Part.WHOLE);
      make(video, FRAMES);
      video.complete(false);
    }
    Path resumed = folder.resolve("resumed." + extension);
    for (int allowed : new int[] {2, 5, 7}) {
      try (ResumableOutput video = video(resumed, options)) {
        begin(video, Part.WHOLE);
        if (make(video, allowed)) {
          video.complete(false);
        }
      }
    }
    List<TimedFrame> expected = Clips.read(whole);
    assertThat(Clips.read(resumed)).isEqualTo(expected);
    if (extension.equals("mp4")) {
      assertThat(Files.mismatch(whole, resumed)).isEqualTo(-1);
      assertThat(expected.stream().map(TimedFrame::pts).toList())
          .isEqualTo(frames().stream().map(TimedFrame::pts).toList());
      // MP4 counts the time from decoding to decoding, which tells nothing of reordered frames.
      assertThat(expected.getLast().duration()).isEqualTo(own.isEmpty() ? 55 : 1);
    }
    assertThat(folder.resolve("resumed." + extension + ".parts")).doesNotExist();
  }

  /** Arabic has digits of its own, which no name or fact may have. */
  @Test
  @DefaultLocale("ar-EG")
  void segmentsAreKnownAgainWhateverTheLocale() {
    Path output = folder.resolve("out.mkv");
    try (ResumableOutput video = video(output, SinkOptions.DEFAULT)) {
      begin(video, Part.WHOLE);
      make(video, SEGMENT + 1);
      assertThat(video.home().resolve("000000.segment")).exists();
    }
    Locale.setDefault(Locale.ROOT);
    try (ResumableOutput video = video(output, SinkOptions.DEFAULT)) {
      begin(video, Part.WHOLE);
      assertThat(video.framesDone()).isEqualTo(SEGMENT);
    }
  }

  @Test
  void twoProcessesDoNotJoinToOneOutput() throws IOException {
    Path made = folder.resolve("made.mkv");
    try (ResumableOutput video = video(made, SinkOptions.DEFAULT)) {
      begin(video, new Part(1, 1));
      make(video, FRAMES);
    }
    Path output = folder.resolve("out.mkv");
    List<Path> parts = List.of(folder.resolve("made.mkv.parts"));
    Path place = folder.resolve("out.mkv.parts");
    try (FileChannel _ = RunFiles.ofVideo(output).lock(FrameRange.ALL)) {
      assertThatThrownBy(
              () -> SegmentJoin.join(parts, output, Optional.empty(), true, warning -> {}))
          .hasMessageContaining("out.mkv.parts: another edvr is working on it");
      assertThat(place).isDirectoryNotContaining("glob:**joined*");
    }
    SegmentJoin.join(parts, output, Optional.empty(), true, warning -> {});
    assertThat(Clips.read(output)).hasSize(FRAMES);
    assertThat(place).doesNotExist();
    assertThat(parts.getFirst()).isDirectoryContaining("glob:**manifest.json");
  }

  @Test
  void aContainerThatNobodyKnowsIsNamed() throws IOException {
    Path made = folder.resolve("made.mkv");
    try (ResumableOutput video = video(made, SinkOptions.DEFAULT)) {
      begin(video, new Part(1, 1));
      make(video, FRAMES);
    }
    Path parts = folder.resolve("made.mkv.parts");
    Path manifest = parts.resolve("manifest.json");
    Files.writeString(manifest, Files.readString(manifest).replace("matroska", "maroska"));
    Path output = folder.resolve("out.mkv");
    assertThatThrownBy(
            () -> SegmentJoin.join(List.of(parts), output, Optional.empty(), true, warning -> {}))
        .hasMessageContaining("made.mkv.parts: its manifest names a container")
        .hasMessageContaining("(maroska); make its segments anew with --no-resume");
  }

  @Test
  void partsShareTheSegments() {
    Path output = folder.resolve("out.mkv");
    List<FrameRange> ranges =
        IntStream.rangeClosed(1, 2)
            .mapToObj(
                number -> {
                  try (ResumableOutput video = video(output, SinkOptions.DEFAULT)) {
                    begin(video, new Part(number, 2));
                    return video.missing();
                  }
                })
            .flatMap(List::stream)
            .toList();
    assertThat(ranges).containsExactly(new FrameRange(0, 4), new FrameRange(4, Long.MAX_VALUE));
  }

  @Test
  void twoProcessesDontMakeTheSame() {
    Path output = folder.resolve("out.mkv");
    try (ResumableOutput one = video(output, SinkOptions.DEFAULT);
        ResumableOutput other = video(output, SinkOptions.DEFAULT)) {
      begin(one, new Part(1, 2));
      assertThatThrownBy(() -> begin(other, Part.WHOLE))
          .isInstanceOf(EdvrException.class)
          .hasMessageContaining("another edvr is working on it");
      begin(other, new Part(2, 2));
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aSegmentUnderAnothersNameIsNamed() throws IOException {
    Path output = folder.resolve("out.mkv");
    try (ResumableOutput video = video(output, SinkOptions.DEFAULT)) {
      begin(video, Part.WHOLE);
      make(video, FRAMES);
      Path first = video.home().resolve("000000.segment");
      Files.copy(
          first, video.home().resolve("000001.segment"), StandardCopyOption.REPLACE_EXISTING);
      assertThatThrownBy(() -> video.complete(false))
          .isInstanceOf(EdvrException.class)
          .hasMessageContaining("000001.segment: doesn't follow the segment before it");
    }
    assertThat(output).doesNotExist();
  }

  @Test
  void aNameThatLeavesNoRoomForOthersIsRefusedAtOnce() {
    Path output = folder.resolve("n".repeat(240) + ".mkv");
    try (ResumableOutput video = video(output, SinkOptions.DEFAULT)) {
      assertThatThrownBy(() -> begin(video, Part.WHOLE))
          .isInstanceOf(EdvrException.class)
          .hasMessageContaining("can't be had beside the output")
          .hasMessageContaining("choose another output");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aDamagedSegmentIsNamed() throws IOException {
    Path output = folder.resolve("out.mkv");
    try (ResumableOutput video = video(output, SinkOptions.DEFAULT)) {
      begin(video, Part.WHOLE);
      make(video, FRAMES);
      Path segment = video.home().resolve("000001.segment");
      byte[] bytes = Files.readAllBytes(segment);
      bytes[bytes.length / 2] ^= 1;
      Files.write(segment, bytes);
      assertThatThrownBy(() -> video.complete(false))
          .isInstanceOf(EdvrException.class)
          .hasMessageContaining("000001.segment: is damaged: its checksum is wrong");
      byte[] zeroInTimeBase = bytes.clone();
      Arrays.fill(zeroInTimeBase, Integer.BYTES, 2 * Integer.BYTES, (byte) 0);
      Files.write(segment, zeroInTimeBase);
      assertThatThrownBy(() -> video.complete(false))
          .isInstanceOf(EdvrException.class)
          .hasMessageContaining("000001.segment: is damaged: its time base is wrong");
      Files.write(segment, Arrays.copyOf(bytes, bytes.length - 4));
      assertThatThrownBy(() -> video.complete(false))
          .hasMessageContaining("000001.segment: is damaged: it ends too early; delete it");
      assertThat(output).doesNotExist();
      Files.delete(segment);
      make(video, FRAMES);
      video.complete(false);
    }
    assertThat(Clips.read(output)).hasSize(FRAMES);
  }

  private ResumableOutput pictures(Path output, boolean overwrite) {
    ClipInfo clip = Clips.info(64, 64, new Rational(1, 600), new Rational(30, 1));
    return ResumableOutput.open(
        output + "/", clip, SinkOptions.DEFAULT.withOverwrite(overwrite), SEGMENT);
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void picturesThatAreThereStay() throws IOException {
    Path output = folder.resolve("out");
    try (ResumableOutput pictures = pictures(output, false)) {
      begin(pictures, Part.WHOLE);
      make(pictures, 5);
      assertThat(pictures.framesDone()).isEqualTo(5);
    }
    assertThat(names(output)).hasSize(5 + 1).contains("edvr.parts");
    FileTime first = Files.getLastModifiedTime(output.resolve("0.png"));
    // What was on its way when a process was killed; what a user has deleted.
    Files.writeString(output.resolve("edvr.parts/pictures.jsonl"), "{\"frame", APPEND);
    Files.writeString(output.resolve("edvr.parts/5.png.unfinished"), "half a picture");
    Files.delete(output.resolve("2.png"));
    try (ResumableOutput pictures = pictures(output, false)) {
      begin(pictures, Part.WHOLE);
      assertThat(pictures.missing())
          .containsExactly(new FrameRange(2, 3), new FrameRange(5, Long.MAX_VALUE));
      make(pictures, FRAMES);
      pictures.complete(false);
    }
    assertThat(names(output))
        .isEqualTo(IntStream.range(0, FRAMES).mapToObj(i -> i + ".png").sorted().toList());
    assertThat(Files.getLastModifiedTime(output.resolve("0.png"))).isEqualTo(first);
    List<TimedFrame> read = Clips.read(output);
    for (int i = 0; i < FRAMES; i++) {
      assertThat(read.get(i).name()).isEqualTo(i + ".png");
      assertThat(read.get(i).frame().rgb()[0])
          .isCloseTo(frames().get(i).frame().rgb()[0], within(0.51f / 255));
    }
  }

  @Test
  void aPictureIsCompleteWhenItHasItsName() throws IOException {
    Path output = folder.resolve("out");
    try (ResumableOutput pictures = pictures(output, true)) {
      begin(pictures, Part.WHOLE);
      make(pictures, 3);
    }
    // Entered, but another picture of the same size bears its name yet.
    Files.copy(output.resolve("2.png"), output.resolve("edvr.parts/2.png.unfinished"));
    try (ResumableOutput pictures = pictures(output, true)) {
      begin(pictures, Part.WHOLE);
      assertThat(pictures.missing()).containsExactly(new FrameRange(2, Long.MAX_VALUE));
    }
  }

  @Test
  void nothingOfAKilledRunOutlivesANewBeginning() throws IOException {
    Path output = folder.resolve("out");
    try (ResumableOutput pictures = pictures(output, false)) {
      begin(pictures, Part.WHOLE);
      make(pictures, 3);
    }
    Files.writeString(output.resolve("edvr.parts/3.png.unfinished"), "half a picture");
    try (ResumableOutput pictures = pictures(output, false)) {
      pictures.begin(new LinkedHashMap<>(), Part.WHOLE, OptionalLong.of(FRAMES), false);
      assertThat(names(output)).containsExactly("edvr.parts");
      assertThat(names(output.resolve("edvr.parts"))).doesNotContain("3.png.unfinished");
    }
  }

  @Test
  void foreignPicturesAreNeverReplaced() throws IOException {
    Path output = folder.resolve("out");
    try (ResumableOutput pictures = pictures(output, false)) {
      begin(pictures, Part.WHOLE);
      make(pictures, 3);
    }
    Files.writeString(output.resolve("3.png"), "mine");
    try (ResumableOutput pictures = pictures(output, false)) {
      begin(pictures, Part.WHOLE);
      assertThatThrownBy(() -> make(pictures, 1)).hasMessageContaining("3.png: exists already");
    }
    assertThat(output.resolve("3.png")).hasContent("mine");
    try (ResumableOutput pictures = pictures(output, false)) {
      pictures.begin(facts("a"), Part.WHOLE, OptionalLong.of(FRAMES), false);
    }
    assertThat(names(output)).containsExactly("3.png");
  }

  private static SequencedMap<String, String> facts(String model) {
    return new LinkedHashMap<>(Map.of("model", model));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aCompleteOutputIsKnownAgain(boolean remember) throws IOException {
    for (Path output : List.of(folder.resolve("out.mkv"), folder.resolve("out"))) {
      boolean video = output.toString().endsWith(".mkv");
      Path parts = video ? folder.resolve("out.mkv.parts") : output.resolve("edvr.parts");
      Path record = video ? folder.resolve(".out.mkv.edvr") : output.resolve(".edvr");
      try (ResumableOutput made =
          video ? video(output, SinkOptions.DEFAULT) : pictures(output, false)) {
        begin(made, Part.WHOLE);
        make(made, FRAMES);
        made.complete(true);
      }
      // As a process leaves it that is killed between completing and deleting.
      Files.createDirectories(parts);
      Files.writeString(parts.resolve("000000.segment"), "");
      if (!remember) {
        String json = Files.readString(record);
        Files.writeString(record, json.replace("\"remembered\" : true", "\"remembered\" : false"));
      }
      try (ResumableOutput again =
          video ? video(output, SinkOptions.DEFAULT) : pictures(output, false)) {
        begin(again, Part.WHOLE);
        assertThat(again.wasComplete()).isTrue();
        assertThat(again.missing()).isEmpty();
        again.complete(false);
      }
      assertThat(parts).doesNotExist();
      assertThat(Files.exists(record)).isEqualTo(remember);
      assertThat(Clips.read(output)).hasSize(FRAMES);
    }
  }

  @Test
  void aCompleteOutputIsNotReplacedByAnother() throws IOException {
    Path output = folder.resolve("out.mkv");
    try (ResumableOutput video = video(output, SinkOptions.DEFAULT)) {
      begin(video, Part.WHOLE);
      make(video, FRAMES);
      video.complete(true);
    }
    assertThatThrownBy(() -> beginOther(output, "b", true))
        .hasMessageContaining("is there already, made otherwise: model was a and is b; -y");
    assertThatThrownBy(() -> beginOther(output, "a", false))
        .hasMessageContaining("is complete; -y");
    Files.write(output, new byte[] {1}, APPEND);
    assertThatThrownBy(() -> beginOther(output, "a", true))
        .hasMessageContaining("was changed after");
    assertThat(names(folder)).containsExactly(".out.mkv.edvr", "out.mkv");
    try (ResumableOutput video = video(output, SinkOptions.DEFAULT.withOverwrite(true))) {
      begin(video, Part.WHOLE);
      assertThat(video.missing()).containsExactly(FrameRange.ALL);
    }
  }

  private void beginOther(Path output, String model, boolean resume) {
    try (ResumableOutput video = video(output, SinkOptions.DEFAULT)) {
      video.begin(facts(model), Part.WHOLE, OptionalLong.of(FRAMES), resume);
    }
  }
}
