package io.github.edvr4j.video;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.stream.Frame;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class StandardOutputTest {
  private static final int FRAMES = 30;

  @TempDir Path folder;

  /** Writes frames of so many bits to its standard output. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] args) {
      ClipInfo clip = clip(Integer.parseInt(args[0]));
      SinkOptions options = SinkOptions.DEFAULT.withWarnings(System.err::println);
      try (FrameSink sink = FrameSink.open("-", clip, options)) {
        for (int i = 0; i < FRAMES; i++) {
          sink.write(new TimedFrame(frame(i), 1000L + 40 * i + i % 3, 40, "x.png"));
        }
        sink.finish();
      } catch (EdvrException e) {
        System.err.println(e.category() + " " + e.getMessage());
      }
    }
  }

  private static ClipInfo clip(int bits) {
    return Clips.info(66, 49, new Rational(1, 1000), new Rational(25, 1))
        .withSampleAspect(Optional.of(new Rational(4, 3)))
        .withBitDepth(bits);
  }

  private static Frame frame(long seed) {
    return Clips.gradient(66, 49, seed);
  }

  private Process write(int bits) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Writer.class.getName(),
                String.valueOf(bits))
            .redirectError(folder.resolve("messages").toFile());
    // Java says at every start that it took options from here.
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    return builder.start();
  }

  @ParameterizedTest
  @CsvSource({"8, C420mpeg2, 8", "10, C420p10, 10", "12, C420p10, 10"})
  void itGetsNothingButY4m(int bits, String samples, int kept)
      throws IOException, InterruptedException {
    Process process = write(bits);
    byte[] bytes;
    try (InputStream pipe = process.getInputStream()) {
      bytes = pipe.readAllBytes();
    }
    assertThat(process.waitFor()).isZero();
    String header = new String(bytes, 0, 100, StandardCharsets.ISO_8859_1);
    assertThat(header)
        .startsWith("YUV4MPEG2 W66 H49 F25:1 Ip A4:3 " + samples)
        .contains("XCOLORRANGE=LIMITED\n");
    assertThat(Files.readAllLines(folder.resolve("messages")))
        .filteredOn(line -> !line.contains("%d bits a sample".formatted(bits)))
        .isEmpty();

    Path file = Files.write(folder.resolve("out.y4m"), bytes);
    assertThat(Clips.info(file).bitDepth()).isEqualTo(kept);
    List<TimedFrame> read = Clips.read(file);
    assertThat(read).hasSize(FRAMES);
    for (int i = 0; i < FRAMES; i++) {
      assertThat(read.get(i).pts()).isEqualTo(i);
      float[] given = frame(i).rgb();
      double sum = 0;
      for (int k = 0; k < given.length; k++) {
        sum += Math.pow(given[k] - read.get(i).frame().rgb()[k], 2);
      }
      assertThat(10 * Math.log10(given.length / sum)).isGreaterThan(42);
    }
  }

  @Test
  void aReaderThatStopsIsSaid() throws IOException, InterruptedException {
    Process process = write(8);
    try (InputStream pipe = process.getInputStream()) {
      assertThat(pipe.readNBytes(9)).asString().isEqualTo("YUV4MPEG2");
    }
    assertThat(process.waitFor()).isZero();
    assertThat(Files.readAllLines(folder.resolve("messages")))
        .containsExactly("OUTPUT the program that reads the standard output has stopped reading");
  }
}
