package io.github.edvr4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs that are interrupted and go on, in processes of their own.
 *
 * <p>{@code -Dedvr.kills=20} kills at more moments than a quick test has time for.
 */
@Timeout(3600)
class ResumeTest {

  private static final int KILLS = Integer.getInteger("edvr.kills", 2);

  @TempDir private Path folder;
  private Path model;
  private Path input;

  @BeforeEach
  void makeClip() throws IOException {
    model = TinyModel.write(folder.resolve("tiny.safetensors"));
    input = ScenesClip.write(folder.resolve("in.mp4"));
  }

  private List<String> arguments(Path output, Object... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "restore",
                input.toString(),
                "-o",
                output.toString(),
                "--model",
                model.toString(),
                "--segment-frames",
                String.valueOf(ScenesClip.SEGMENT)));
    Stream.of(more).map(Object::toString).forEach(all::add);
    return all;
  }

  private CommandRun run(Path output, Object... more) {
    return CommandRun.of(folder, arguments(output, more).toArray());
  }

  private CommandRun done(Path output, Object... more) {
    CommandRun run = run(output, more);
    assertThat(run.exitCode()).as(() -> String.join("\n", run.err())).isZero();
    return run;
  }

  private Process start(Path output, Path messages) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "io.github.edvr4j.cli.Main"));
    command.addAll(arguments(output));
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(messages.toFile())
        .start();
  }

  private static long segments(Path output) {
    try (Stream<Path> files = Files.list(parts(output))) {
      return files.filter(file -> file.toString().endsWith(".segment")).count();
    } catch (NoSuchFileException e) {
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path parts(Path output) {
    return output.resolveSibling(output.getFileName() + ".parts");
  }

  @Test
  void aRunThatIsKilledAtAnyMomentGoesOnToTheSameFrames() throws Exception {
    Path whole = folder.resolve("whole.mp4");
    Path messages = folder.resolve("messages");
    Process uninterrupted = start(whole, messages);
    assertThat(uninterrupted.waitFor()).as(() -> text(messages)).isZero();
    List<ScenesClip.Shown> frames = ScenesClip.read(whole);
    assertThat(frames).hasSize(ScenesClip.FRAMES);

    Random random = new Random(6);
    List<String> moments = new ArrayList<>();
    for (int i = 0; i < KILLS; i++) {
      Path output = folder.resolve("killed" + i + ".mp4");
      Process killed = start(output, messages);
      int segments = random.nextInt(ScenesClip.FRAMES / ScenesClip.SEGMENT + 1);
      int later = random.nextInt(50);
      while (killed.isAlive() && segments(output) < segments) {
        Thread.sleep(2);
      }
      Thread.sleep(later);
      killed.destroyForcibly().waitFor();
      moments.add("%d ms after %d segments".formatted(later, segments));
      if (!Files.exists(output)) {
        assertThat(start(output, messages).waitFor()).as(() -> text(messages)).isZero();
        assertThat(parts(output)).as(moments::toString).doesNotExist();
      }
      assertThat(ScenesClip.read(output)).as(moments::toString).isEqualTo(frames);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void segmentsInAnyOrderMakeTheSameFramesAndStreams() {
    Path whole = folder.resolve("whole.mkv");
    done(whole);
    Path shared = folder.resolve("shared.mkv");
    done(shared, "--segment", "3/3");
    done(shared, "--segment", "1/3");
    CommandRun early = CommandRun.of(folder, "join", parts(shared), "-o", shared);
    assertThat(early.exitCode()).isEqualTo(1);
    assertThat(early.err()).singleElement().asString().contains("the segment of frames 12 to 17");
    done(shared, "--segment", "2/3");
    CommandRun join = CommandRun.of(folder, "join", parts(shared), "-o", shared);
    assertThat(join.exitCode()).as(() -> String.join("\n", join.err())).isZero();
    assertThat(ScenesClip.read(shared)).isEqualTo(ScenesClip.read(whole));
  }

  @Test
  void whatMakesOtherFramesIsNoticed() throws IOException {
    Path output = folder.resolve("out.mkv");
    done(output, "--segment", "1/2");
    CommandRun other = run(output, "--padding", "replicate", "--crf", 20);
    assertThat(other.exitCode()).isEqualTo(2);
    assertThat(other.err().getLast())
        .contains("padding was reflection_circle and is replicate")
        .contains("encoder options was")
        .contains("--no-resume");
    assertThat(segments(output)).isEqualTo(3);

    byte[] bytes = Files.readAllBytes(input);
    bytes[bytes.length / 2]++;
    Files.write(input, bytes);
    assertThat(run(output).err().getLast()).contains("input was");
    bytes[bytes.length / 2]--;
    Files.write(input, bytes);
    assertThat(done(output).err())
        .anyMatch(line -> line.contains("continuing at frame 18 of " + ScenesClip.FRAMES));
    assertThat(parts(output)).doesNotExist();
  }

  @Test
  void aRunCanBeginAnew() {
    Path output = folder.resolve("out.mkv");
    done(output, "--segment", "1/2");
    CommandRun anew = done(output, "--no-resume", "--scene-cut", "off");
    assertThat(anew.err()).noneMatch(line -> line.contains("continuing"));
    assertThat(ScenesClip.read(output)).hasSize(ScenesClip.FRAMES);
    assertThat(parts(output)).doesNotExist();
  }
}
