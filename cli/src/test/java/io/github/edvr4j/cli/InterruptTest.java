package io.github.edvr4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.edvr4j.stream.Frame;
import io.github.edvr4j.video.ClipInfo;
import io.github.edvr4j.video.FrameSink;
import io.github.edvr4j.video.Rational;
import io.github.edvr4j.video.SinkOptions;
import io.github.edvr4j.video.TimedFrame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Stops the program from outside, as a user or a system does. */
@DisabledOnOs(OS.WINDOWS) // There, Java cannot send another process what Ctrl-C sends.
class InterruptTest {

  private static final int FRAMES = 2000;
  private static final int SIZE = 16;

  @TempDir private Path folder;

  @Test
  @Timeout(120)
  void anInterruptedRunWithoutASegmentLeavesNothing() throws IOException, InterruptedException {
    Path results = Files.createDirectory(folder.resolve("results"));
    String messages = interrupt(results, FRAMES, () -> !names(results).isEmpty());
    assertThat(messages.lines()).contains("edvr: interrupted, there is no output");
    assertThat(names(results)).isEmpty();
  }

  @Test
  @Timeout(120)
  void anInterruptedRunSaysHowToGoOn() throws IOException, InterruptedException {
    Path results = Files.createDirectory(folder.resolve("results"));
    Path parts = results.resolve("out.mkv.parts");
    String messages =
        interrupt(results, 1, () -> names(parts).contains(parts.resolve("000001.segment")));
    assertThat(messages.lines())
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("edvr: interrupted, ")
                    .endsWith(
                        "frames are done and kept in %s; the same command goes on from there"
                            .formatted(parts)));
    assertThat(names(parts)).noneMatch(file -> file.toString().endsWith(".unfinished"));
  }

  @Test
  @Timeout(120)
  void anInterruptedJoinLeavesNothing() throws IOException, InterruptedException {
    Path model = TinyModel.write(folder.resolve("tiny.safetensors"));
    Path input = ScenesClip.write(folder.resolve("in.mkv"));
    Path parts = folder.resolve("made.mkv.parts");
    CommandRun made =
        CommandRun.of(
            folder,
            "restore",
            input,
            "-o",
            folder.resolve("made.mkv"),
            "--segment",
            "1/1",
            "--model",
            model);
    assertThat(made.exitCode()).as(() -> String.join("\n", made.err())).isZero();
    // Reading from a pipe into which nobody writes takes as long as a disk stays full.
    Path segment = parts.resolve("000000.segment");
    Files.delete(segment);
    assertThat(new ProcessBuilder("mkfifo", segment.toString()).start().waitFor()).isZero();

    Path results = Files.createDirectory(folder.resolve("results"));
    Path output = results.resolve("out.mkv");
    String messages =
        interrupt(() -> !names(results).isEmpty(), "join", "" + parts, "-o", "" + output);
    assertThat(messages.lines()).contains("edvr: interrupted, nothing is joined; the parts stay");
    assertThat(names(results)).isEmpty();
    assertThat(names(parts)).contains(segment);
  }

  private String interrupt(Path results, int segmentFrames, BooleanSupplier underWay)
      throws IOException, InterruptedException {
    return interrupt(
        underWay,
        "restore",
        writeClip(folder.resolve("in.mkv")).toString(),
        "-o",
        results.resolve("out.mkv").toString(),
        "--segment-frames",
        String.valueOf(segmentFrames),
        "--model",
        TinyModel.write(folder.resolve("tiny.safetensors")).toString());
  }

  /** Begins a command, tells it to end when it is under way, and gives what it has said. */
  private String interrupt(BooleanSupplier underWay, String... arguments)
      throws IOException, InterruptedException {
    Path messages = folder.resolve("messages");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "io.github.edvr4j.cli.Main"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(messages.toFile())
            .start();
    try {
      while (process.isAlive() && !underWay.getAsBoolean()) {
        Thread.sleep(20);
      }
      assertThat(process.isAlive()).as(() -> text(messages)).isTrue();

      process.destroy();

      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(128 + 15);
      return text(messages);
    } finally {
      process.destroyForcibly();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> names(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path writeClip(Path file) {
    ClipInfo clip = ClipInfo.of(SIZE, SIZE, new Rational(25, 1));
    Frame black = new Frame(SIZE, SIZE, new float[SIZE * SIZE * Frame.CHANNELS]);
    try (FrameSink sink = FrameSink.open(file.toString(), clip, SinkOptions.DEFAULT)) {
      for (int i = 0; i < FRAMES; i++) {
        sink.write(new TimedFrame(black, i, 1, ""));
      }
      sink.finish();
    }
    return file;
  }
}
