package io.github.edvr4j.video;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.edvr4j.EdvrException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class StandardInputTest {
  private static final int FRAMES = 12;

  @TempDir Path folder;

  /** Reads its standard input from a moment on, and prints each frame's place and a hash. */
  static final class Reader {
    private Reader() {}

    public static void main(String[] args) {
      SourceOptions options =
          SourceOptions.DEFAULT.withRange(Duration.parse(args[0]), Optional.empty());
      try (FrameSource source = FrameSource.open("-", options)) {
        System.out.println(source.info().expectedFrames());
        for (var frame = source.next(); frame.isPresent(); frame = source.next()) {
          System.out.println(line(frame.get()));
        }
      } catch (EdvrException e) {
        System.out.println(e.category() + " " + e.getMessage());
      }
    }
  }

  private static String line(TimedFrame frame) {
    return frame.pts() + " " + Arrays.hashCode(frame.frame().rgb());
  }

  /** What a process prints that gets these bytes through a pipe. */
  private List<String> read(byte[] bytes, Duration start) throws IOException, InterruptedException {
    Path printed = folder.resolve("printed.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Reader.class.getName(),
                start.toString())
            .redirectOutput(printed.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (var pipe = process.getOutputStream()) {
      pipe.write(bytes);
    } catch (IOException e) {
      // A reader that has refused the input has closed the pipe.
    }
    assertThat(process.waitFor()).isZero();
    return Files.readAllLines(printed);
  }

  private Path clip(String extension) {
    Path file = folder.resolve("clip." + extension);
    EncodingRequest encoding =
        EncodingRequest.DEFAULT.withCodec(extension.equals("y4m") ? "rawvideo" : "libopenh264");
    Clips.write(
        file,
        Clips.info(64, 48, new Rational(1, 25), new Rational(25, 1)),
        SinkOptions.DEFAULT.withEncoding(encoding),
        Clips.frames(64, 48, 1, LongStream.range(0, FRAMES).toArray()));
    return file;
  }

  @ParameterizedTest
  @ValueSource(strings = {"y4m", "mkv", "ts", "264"})
  void aPipeIsReadLikeAFile(String extension) throws IOException, InterruptedException {
    Path file = clip(extension);
    List<String> expected = Clips.read(file).stream().map(StandardInputTest::line).toList();
    assertThat(expected).hasSize(FRAMES);
    List<String> lines = read(Files.readAllBytes(file), Duration.ofMillis(200));
    assertThat(lines.subList(1, lines.size())).isEqualTo(expected.subList(5, FRAMES));
  }

  @Test
  void howManyFramesComeIsNotKnown() throws IOException, InterruptedException {
    assertThat(read(Files.readAllBytes(clip("y4m")), Duration.ZERO).getFirst())
        .isEqualTo("OptionalLong.empty");
  }

  @Test
  void nothingIsSaidToBeNothing() throws IOException, InterruptedException {
    assertThat(read(new byte[0], Duration.ZERO))
        .singleElement()
        .asString()
        .startsWith("INPUT standard input: ")
        .contains("can't be read as a video", "pipe y4m");
    byte[] text = "not a video\n".repeat(1000).getBytes(StandardCharsets.US_ASCII);
    assertThat(read(text, Duration.ZERO)).singleElement().asString().contains("can't be read");
  }
}
