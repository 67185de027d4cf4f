package io.github.edvr4j.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every failure is one line that names the file, and leaves nothing behind. */
class FailuresTest {
  private static final ClipInfo INFO = Clips.info(64, 48, new Rational(1, 25), new Rational(25, 1));

  @TempDir Path folder;

  private static void assertFails(Category category, ThrowingCallable action, String... words) {
    EdvrException failure = catchThrowableOfType(EdvrException.class, action);
    assertThat(failure).isNotNull();
    assertThat(failure.category()).isEqualTo(category);
    assertThat(failure.getMessage()).contains(words).doesNotContain("\n");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }

  private Path text(String name) throws IOException {
    return Files.writeString(folder.resolve(name), "not a video\n".repeat(100));
  }

  @Test
  void whatIsNoVideoIsSaid() throws IOException {
    assertFails(
        Category.INPUT, () -> Clips.read(folder.resolve("none.mp4")), "none.mp4", "no such file");
    assertFails(Category.INPUT, () -> Clips.read(text("a.mp4")), "a.mp4", "can't be read");
    assertFails(Category.INPUT, () -> Clips.read(text("a.txt")), "a.txt", "can't be read");
    Path empty = Files.createFile(folder.resolve("empty.mkv"));
    assertFails(
        Category.INPUT, () -> Clips.read(empty), "empty.mkv", "can't be read", "it is empty");
    assertFails(
        Category.INPUT, () -> Clips.read(folder), "has no picture", "1 × .mkv, 1 × .mp4, 1 × .txt");
  }

  @Test
  void soundAloneHasNoVideoStream() throws IOException {
    byte[] silence = new byte[44 + 8000];
    byte[] header =
        HexFormat.of()
            .parseHex(
                "52494646641f000057415645666d742010000000010001"
                    + "00401f0000401f0000010008006461746140"
                    + "1f0000");
    System.arraycopy(header, 0, silence, 0, header.length);
    Path wav = Files.write(folder.resolve("silence.wav"), silence);
    assertFails(Category.INPUT, () -> Clips.read(wav), "silence.wav", "no video stream");
  }

  @Test
  void aVideoWithoutFramesIsSaid() throws IOException {
    byte[] header = "YUV4MPEG2 W64 H48 F25:1 Ip A1:1 C420mpeg2\n".getBytes();
    Path file = Files.write(folder.resolve("zero.y4m"), header);
    assertFails(Category.INPUT, () -> Clips.read(file), "zero.y4m");
  }

  @Test
  void damageIsSkippedAndCounted() throws IOException {
    Path file = folder.resolve("clip.mkv");
    long[] pts = new long[40];
    Arrays.setAll(pts, i -> 40L * i);
    Clips.write(
        file,
        Clips.info(64, 48, new Rational(1, 1000), new Rational(25, 1)),
        SinkOptions.DEFAULT.withEncoding(
            EncodingRequest.DEFAULT
                .withCodec("ffv1")
                .withPixelFormat("yuv420p")
                .withOptions(Map.of("slicecrc", "1"))),
        Clips.frames(64, 48, 40, pts));
    byte[] bytes = Files.readAllBytes(file);
    for (int i = bytes.length / 2; i < bytes.length / 2 + 3000; i++) {
      bytes[i] = (byte) (bytes[i] ^ 0x5a);
    }
    Path broken = Files.write(folder.resolve("broken.mkv"), bytes);

    List<String> warnings = new ArrayList<>();
    int frames = 0;
    try (FrameSource source =
        FrameSource.open(broken.toString(), SourceOptions.DEFAULT.withWarnings(warnings::add))) {
      while (source.next().isPresent()) {
        frames++;
      }
    }
    assertThat(frames).isBetween(10, 40);
    assertThat(warnings).anySatisfy(line -> assertThat(line).contains("broken.mkv", "damaged"));
  }

  @Test
  void aTruncatedFileGivesItsFramesAndEnds() throws IOException {
    Path file = folder.resolve("clip.mkv");
    Clips.write(
        file,
        Clips.info(64, 48, new Rational(1, 1000), new Rational(25, 1)),
        SinkOptions.DEFAULT,
        Clips.frames(64, 48, 40, 0, 40, 80, 120, 160, 200, 240, 280));
    byte[] bytes = Files.readAllBytes(file);
    Path cut = Files.write(folder.resolve("cut.mkv"), Arrays.copyOf(bytes, bytes.length * 2 / 3));
    assertThat(Clips.read(cut)).hasSizeBetween(1, 8);
  }

  @Test
  void outputsThatCannotBeAreRefusedBeforeAnythingIsWritten() throws IOException {
    assertFails(
        Category.OUTPUT,
        () -> FrameSink.open(folder + "/no/out.mp4", INFO, SinkOptions.DEFAULT),
        "out.mp4",
        "doesn't exist");
    assertFails(
        Category.OUTPUT,
        () -> FrameSink.open(folder + "/out.xyz", INFO, SinkOptions.DEFAULT),
        "out.xyz",
        ".mp4");
    assertFails(
        Category.OUTPUT,
        () -> FrameSink.open(folder + "/out", INFO, SinkOptions.DEFAULT),
        "out",
        ".mp4");
    Files.createDirectory(folder.resolve("sub.mp4"));
    assertFails(
        Category.OUTPUT,
        () -> FrameSink.open(folder + "/sub.mp4", INFO, SinkOptions.DEFAULT),
        "is a folder");
    assertThat(names()).containsExactly("sub.mp4");
  }

  @Test
  void anExistingFileIsKeptUnlessOverwritingWasAllowed() throws IOException {
    Path out = Files.writeString(folder.resolve("out.mp4"), "precious");
    List<TimedFrame> frames = Clips.frames(64, 48, 1, 0, 1);
    assertFails(
        Category.OUTPUT,
        () -> Clips.write(out, INFO, SinkOptions.DEFAULT, frames),
        "out.mp4",
        "exists already",
        "-y");
    assertThat(out).hasContent("precious");

    Clips.write(out, INFO, SinkOptions.DEFAULT.withOverwrite(true), frames);
    assertThat(Clips.read(out)).hasSize(2);
  }

  @Test
  void aFileThatAppearsMeanwhileIsKept() throws IOException {
    Path out = folder.resolve("out.mp4");
    assertFails(
        Category.OUTPUT,
        () -> {
          try (FrameSink sink = FrameSink.open(out.toString(), INFO, SinkOptions.DEFAULT)) {
            Clips.frames(64, 48, 1, 0, 1).forEach(sink::write);
            Files.writeString(out, "precious");
            sink.finish();
          }
        },
        "exists already");
    assertThat(out).hasContent("precious");
    assertThat(names()).containsExactly("out.mp4");
  }

  @Test
  void whatIsNotFinishedVanishes() throws IOException {
    Path out = Files.writeString(folder.resolve("out.mp4"), "precious");
    SinkOptions options = SinkOptions.DEFAULT.withOverwrite(true);
    try (FrameSink sink = FrameSink.open(out.toString(), INFO, options)) {
      Clips.frames(64, 48, 1, 0, 1).forEach(sink::write);
      assertThat(names()).hasSize(2).anyMatch(name -> name.startsWith(".out.part-"));
    }
    assertThat(names()).containsExactly("out.mp4");
    assertThat(out).hasContent("precious");
  }

  @Test
  void aFrameOfAnotherSizeIsRefused() throws IOException {
    assertFails(
        Category.OUTPUT,
        () ->
            Clips.write(
                folder.resolve("o.mp4"), INFO, SinkOptions.DEFAULT, Clips.frames(8, 8, 1, 0)),
        "8x8",
        "64x48");
    assertThat(names()).isEmpty();
  }

  private static List<String> warningsOf(Path file, int frames) {
    List<String> warnings = new ArrayList<>();
    int read = 0;
    try (FrameSource source =
        FrameSource.open(file.toString(), SourceOptions.DEFAULT.withWarnings(warnings::add))) {
      while (source.next().isPresent()) {
        read++;
      }
      assertThat(source.next()).isEmpty();
    }
    assertThat(read).isEqualTo(frames);
    return warnings;
  }

  @Test
  void aFileThatCannotBeReadOnIsSaidToEndEarly() throws IOException {
    Path file = Clips.y4m(folder.resolve("a.y4m"), 64, 48, false, 100, 128, 128);
    byte[] start = Files.readAllBytes(file);
    int header = new String(start, StandardCharsets.ISO_8859_1).indexOf("FRAME");
    byte[] frame = Arrays.copyOfRange(start, header, start.length);
    try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
      for (int i = 1; i < 40; i++) {
        out.write(frame);
      }
      assertThat(warningsOf(file, 40)).isEmpty();
      out.write("GRAME\n".getBytes(StandardCharsets.US_ASCII));
      out.write(frame);
    }
    assertThat(warningsOf(file, 40))
        .singleElement()
        .asString()
        .contains("a.y4m", "could not be read to its end", "Invalid data", "is missing");
  }

  @ParameterizedTest
  @CsvSource({"1, 1 damaged packet was skipped", "2, 2 damaged packets were skipped"})
  void damagedPacketsAreCounted(int damaged, String words) throws IOException {
    Path file = folder.resolve("clip.mkv");
    Clips.write(
        file,
        Clips.info(64, 48, new Rational(1, 1000), new Rational(25, 1)),
        SinkOptions.DEFAULT.withEncoding(EncodingRequest.DEFAULT.withCodec("libvpx-vp9")),
        Clips.frames(64, 48, 40, 0, 40, 80, 120));
    byte[] bytes = Files.readAllBytes(file);
    for (int at : Packets.positions(file).subList(4 - damaged, 4)) {
      // VP9 frames begin with the bits 10.
      bytes[at] ^= (byte) 0xc0;
    }
    Files.write(file, bytes);
    assertThat(warningsOf(file, 4 - damaged)).singleElement().asString().contains(words);
  }

  @RepeatedTest(10)
  void framesWithGuessedPartsAreCounted() throws IOException {
    Path file = folder.resolve("clip.m4v");
    Clips.write(
        file,
        Clips.info(64, 48, new Rational(1, 25), new Rational(25, 1)),
        SinkOptions.DEFAULT.withEncoding(EncodingRequest.DEFAULT.withCodec("mpeg4")),
        Clips.frames(64, 48, 1, 0, 1, 2, 3));
    assertThat(warningsOf(file, 4)).isEmpty();
    byte[] bytes = Files.readAllBytes(file);
    int last = Packets.positions(file).getLast();
    for (int i = last + 20; i < bytes.length; i++) {
      bytes[i] ^= (byte) 0x5a;
    }
    Files.write(file, bytes);
    assertThat(warningsOf(file, 4))
        .singleElement()
        .asString()
        .contains("clip.m4v: 1 frame could not be decoded cleanly, the one at 00:00:00.1; ");
  }
}
