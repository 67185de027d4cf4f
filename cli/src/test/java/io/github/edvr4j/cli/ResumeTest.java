package io.github.edvr4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.edvr4j.video.Fingerprint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.LongSupplier;
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

  private static final String VECTOR_MODULE = "jdk.incubator.vector";

  private static final int KILLS = Integer.getInteger("edvr.kills", 2);

  @TempDir private Path folder;
  private Path model;
  private Path input;

  @BeforeEach
  void makeClip() throws IOException {
    model = TinyModel.write(folder.resolve("tiny.safetensors"));
    input = ScenesClip.write(folder.resolve("in.mp4"));
  }

  private List<String> arguments(String output, Object... more) {
    return withOptions(List.of("restore", input.toString(), "-o", output), more);
  }

  private List<String> withOptions(List<String> command, Object... more) {
    List<String> all = new ArrayList<>(command);
    all.addAll(
        List.of(
            "--model", model.toString(), "--segment-frames", String.valueOf(ScenesClip.SEGMENT)));
    Stream.of(more).map(Object::toString).forEach(all::add);
    return all;
  }

  private CommandRun run(Path output, Object... more) {
    return run(arguments(output.toString(), more));
  }

  private CommandRun run(List<String> arguments) {
    return CommandRun.of(folder, arguments.toArray());
  }

  private CommandRun done(Path output, Object... more) {
    return done(arguments(output.toString(), more));
  }

  private CommandRun done(List<String> arguments) {
    CommandRun run = run(arguments);
    assertThat(run.exitCode()).as(() -> String.join("\n", run.err())).isZero();
    return run;
  }

  /** A process with the kernels of this one, since others make other frames. */
  private static Process start(List<String> arguments, Path messages) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    if (ModuleLayer.boot().findModule(VECTOR_MODULE).isPresent()) {
      command.add("--add-modules=" + VECTOR_MODULE);
    }
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), "io.github.edvr4j.cli.Main"));
    command.addAll(arguments);
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(messages.toFile())
        .start();
  }

  private static long segments(Path output) {
    return count(parts(output), ".segment");
  }

  private static long count(Path folder, String end) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(end) && !name.startsWith("."))
          .count();
    } catch (NoSuchFileException e) {
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path parts(Path output) {
    return output.resolveSibling(output.getFileName() + ".parts");
  }

  /** Waits until a process has made some pieces, and a little longer, and kills it. */
  private static void kill(Process process, LongSupplier made, long pieces, long later)
      throws InterruptedException {
    while (process.isAlive() && made.getAsLong() < pieces) {
      Thread.sleep(2);
    }
    Thread.sleep(later);
    process.destroyForcibly().waitFor();
  }

  @Test
  void aRunThatIsKilledAtAnyMomentGoesOnToTheSameFrames() throws Exception {
    Path whole = folder.resolve("whole.mp4");
    Path messages = folder.resolve("messages");
    Process uninterrupted = start(arguments(whole.toString()), messages);
    assertThat(uninterrupted.waitFor()).as(() -> text(messages)).isZero();
    List<ScenesClip.Shown> frames = ScenesClip.read(whole);
    assertThat(frames).hasSize(ScenesClip.FRAMES);

    Random random = new Random(6);
    List<String> moments = new ArrayList<>();
    for (int i = 0; i < KILLS; i++) {
      Path output = folder.resolve("killed" + i + ".mp4");
      List<String> arguments = arguments(output.toString());
      int segments = random.nextInt(ScenesClip.FRAMES / ScenesClip.SEGMENT + 1);
      int later = random.nextInt(50);
      moments.add("%d ms after %d segments".formatted(later, segments));
      kill(start(arguments, messages), () -> segments(output), segments, later);
      if (!Files.exists(output) || Files.exists(parts(output))) {
        assertThat(start(arguments, messages).waitFor()).as(() -> text(messages)).isZero();
        assertThat(parts(output)).as(moments::toString).doesNotExist();
      }
      assertThat(ScenesClip.read(output)).as(moments::toString).isEqualTo(frames);
    }
  }

  @Test
  void aFolderOfPicturesGoesOnToTheSamePictures() throws Exception {
    Path whole = folder.resolve("whole");
    done(arguments(whole + "/"));
    Map<String, String> pictures = contents(whole);
    assertThat(pictures).hasSize(ScenesClip.FRAMES);

    Path messages = folder.resolve("messages");
    Random random = new Random(7);
    List<String> moments = new ArrayList<>();
    for (int i = 0; i < KILLS; i++) {
      Path output = folder.resolve("killed" + i);
      List<String> arguments = arguments(output + "/");
      int made = random.nextInt(ScenesClip.FRAMES + 1);
      int later = random.nextInt(50);
      moments.add("%d ms after %d pictures".formatted(later, made));
      kill(start(arguments, messages), () -> count(output, ".png"), made, later);
      Map<String, String> left = Files.exists(output) ? contents(output) : new TreeMap<>();
      left.keySet().removeIf(name -> !name.matches("\\d+\\.png"));
      assertThat(pictures).as(moments::toString).containsAllEntriesOf(left);
      if (left.size() < ScenesClip.FRAMES || contents(output).size() > ScenesClip.FRAMES) {
        assertThat(start(arguments, messages).waitFor()).as(() -> text(messages)).isZero();
      }
      assertThat(contents(output)).as(moments::toString).isEqualTo(pictures);
    }
  }

  /** The files of a folder, those of folders in it too, with what they hold. */
  private static Map<String, String> contents(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      Map<String, String> contents = new TreeMap<>();
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(folder.relativize(file).toString(), Fingerprint.ofAll(file));
      }
      return contents;
    }
  }

  @Test
  void picturesOfAnotherCommandAreNoticed() throws Exception {
    Path output = folder.resolve("out");
    Path messages = folder.resolve("messages");
    kill(start(arguments(output + "/"), messages), () -> count(output, ".png"), 3, 0);
    CommandRun other = run(arguments(output + "/", "--padding", "replicate"));
    assertThat(other.exitCode()).isEqualTo(2);
    assertThat(other.err().getLast())
        .contains("pictures of a run that makes other frames")
        .contains("padding was reflection_circle and is replicate")
        .contains("--no-resume");
    assertThat(count(output, ".png")).isGreaterThanOrEqualTo(3);
    CommandRun anew = done(arguments(output + "/", "--no-resume", "--frames", 2));
    assertThat(anew.err()).noneMatch(line -> line.contains("continuing"));
    assertThat(contents(output).keySet()).containsExactly("00000000.png", "00000001.png");
    assertThat(run(arguments(output + "/", "--frames", 2)).err().getLast())
        .contains("is not empty; -y");
  }

  @Test
  void aBatchGoesOnWithTheClipThatWasUnderWay() throws Exception {
    Path clips = Files.createDirectory(folder.resolve("clips"));
    for (String name : List.of("a.mp4", "b.mkv", "c.mp4")) {
      Files.copy(input, clips.resolve(name));
    }
    Path results = folder.resolve("results");
    List<String> batch =
        withOptions(List.of("restore", clips.toString(), "--out-dir", results.toString()));
    Path messages = folder.resolve("messages");
    Path second = results.resolve("b.mkv");
    kill(start(batch, messages), () -> segments(second), 2, 0);
    FileTime first = Files.getLastModifiedTime(results.resolve("a.mp4"));

    CommandRun again = done(batch);
    assertThat(again.err())
        .anyMatch(line -> line.contains("skipped %s:".formatted(clips.resolve("a.mp4"))))
        .anyMatch(line -> line.contains("continuing at frame 12 of"));
    assertThat(Files.getLastModifiedTime(results.resolve("a.mp4"))).isEqualTo(first);
    List<ScenesClip.Shown> frames = ScenesClip.read(results.resolve("a.mp4"));
    assertThat(ScenesClip.read(results.resolve("c.mp4"))).isEqualTo(frames);
    assertThat(ScenesClip.read(second)).hasSize(ScenesClip.FRAMES);

    // The user has changed one, and another command would make all others.
    Files.write(second, new byte[] {0}, StandardOpenOption.APPEND);
    CommandRun changed = run(batch);
    assertThat(changed.exitCode()).isEqualTo(1);
    assertThat(changed.err()).filteredOn(line -> line.contains("skipped")).hasSize(2);
    assertThat(changed.err())
        .anyMatch(line -> line.contains(second + ": was changed after it had been completed; -y"));
    CommandRun other = run(withOptions(batch.subList(0, 4), "--frames", 3));
    assertThat(other.err())
        .filteredOn(line -> line.contains("is there already, made otherwise: range was"))
        .hasSize(3);
    assertThat(Files.getLastModifiedTime(results.resolve("a.mp4"))).isEqualTo(first);

    Files.delete(results.resolve(".a.mp4.edvr"));
    CommandRun unknown = run(batch);
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err().getLast()).contains("a.mp4 exists; -y overwrites it");
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
