package io.github.edvr4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.edvr4j.stream.Frame;
import io.github.edvr4j.video.FrameSink;
import io.github.edvr4j.video.FrameSource;
import io.github.edvr4j.video.SinkOptions;
import io.github.edvr4j.video.SourceOptions;
import io.github.edvr4j.video.TimedFrame;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class RestoreCommandTest {

  private static final int WIDTH = 18;
  private static final int HEIGHT = 16;

  @TempDir private Path folder;
  private Path frames;

  @BeforeEach
  void makeClip() throws IOException {
    TinyModel.write(Files.createDirectory(folder.resolve("models")).resolve("tiny.safetensors"));
    frames = Files.createDirectory(folder.resolve("frames"));
    Random random = new Random(3);
    for (int i = 8; i <= 12; i++) {
      BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
      for (int pixel = 0; pixel < WIDTH * HEIGHT; pixel++) {
        image.setRGB(pixel % WIDTH, pixel / WIDTH, 0x606060 + (random.nextInt() & 0x3F3F3F));
      }
      ImageIO.write(image, "png", frames.resolve("f" + i + ".png").toFile());
    }
  }

  private CommandRun restore(Object... arguments) {
    return restoreWith("tiny", arguments);
  }

  private CommandRun restoreWith(Object model, Object... arguments) {
    return CommandRun.of(
        folder.resolve("models"),
        Stream.concat(Stream.of("restore", "--model", model), Stream.of(arguments)).toArray());
  }

  private static void assertDone(CommandRun run, int frameCount) {
    assertThat(run.exitCode()).as(() -> String.join("\n", run.err())).isZero();
    assertThat(run.out()).isEmpty();
    assertThat(run.err().getFirst())
        .contains("18x16")
        .contains("72x64")
        .contains("tiny")
        .contains(frameCount + " frames");
    assertThat(run.err().getLast()).contains(frameCount + " frames in ");
  }

  private static List<TimedFrame> read(Path clip) {
    List<TimedFrame> read = new ArrayList<>();
    try (FrameSource source = FrameSource.open(clip.toString(), SourceOptions.DEFAULT)) {
      Optional<TimedFrame> frame = source.next();
      while (frame.isPresent()) {
        read.add(frame.get());
        frame = source.next();
      }
    }
    return read;
  }

  private static List<String> names(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aFolderOfPngBecomesOneOfTheSameNames() {
    Path output = folder.resolve("out");
    assertDone(restore(frames, "-o", output + "/"), 5);
    assertThat(names(output)).isEqualTo(names(frames));
    assertThat(read(output))
        .allSatisfy(
            frame ->
                assertThat(List.of(frame.frame().width(), frame.frame().height()))
                    .containsExactly(4 * WIDTH, 4 * HEIGHT));
  }

  @Test
  void onlyTheFirstFramesAreRestoredAndAsPartOfAShorterClip() throws IOException {
    Path output = folder.resolve("out");
    assertDone(restore(frames, "-o", output + "/", "--frames", 3), 3);
    assertThat(names(output)).containsExactly("f10.png", "f8.png", "f9.png");

    Files.delete(frames.resolve("f11.png"));
    Files.delete(frames.resolve("f12.png"));
    Path shorter = folder.resolve("shorter");
    assertDone(restore(frames, "-o", shorter + "/"), 3);
    assertThat(read(output)).isEqualTo(read(shorter));
  }

  @Test
  void moreFramesThanThereAreIsAll() {
    Path output = folder.resolve("out");
    assertDone(restore(frames, "-o", output + "/", "--frames", 100), 5);
  }

  @Test
  void paddingMattersAtTheEndsOnly() {
    restore(frames, "-o", folder.resolve("a") + "/", "--padding", "replicate");
    restore(frames, "-o", folder.resolve("b") + "/", "--padding", "circle", "--threads", "1");
    List<Frame> a = read(folder.resolve("a")).stream().map(TimedFrame::frame).toList();
    List<Frame> b = read(folder.resolve("b")).stream().map(TimedFrame::frame).toList();
    assertThat(a).hasSize(5);
    assertThat(b.subList(1, 4)).isEqualTo(a.subList(1, 4));
    assertThat(b.getFirst()).isNotEqualTo(a.getFirst());
    assertThat(b.getLast()).isNotEqualTo(a.getLast());
  }

  @Test
  void averagedWeightsAreTakenOnRequest() throws IOException {
    Path both = TinyModel.writeWithAveraged(folder.resolve("both.safetensors"));
    restoreWith(both, frames, "-o", folder.resolve("a") + "/", "--frames", 1);
    restoreWith(both, frames, "-o", folder.resolve("b") + "/", "--frames", 1, "--ema");
    List<TimedFrame> trained = read(folder.resolve("a"));
    assertThat(read(folder.resolve("b"))).hasSize(1).isNotEqualTo(trained);
    assertThat(trained).hasSize(1);

    CommandRun run = restore(frames, "-o", folder.resolve("c") + "/", "--frames", 1, "--ema");
    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).anyMatch(line -> line.contains("holds one set of weights only"));
  }

  @Test
  void aVideoKeepsItsTimeStamps() {
    Path input = folder.resolve("in.mkv");
    try (FrameSource source = FrameSource.open(frames.toString(), SourceOptions.DEFAULT);
        FrameSink sink = FrameSink.open(input.toString(), source.info(), SinkOptions.DEFAULT)) {
      Optional<TimedFrame> frame = source.next();
      while (frame.isPresent()) {
        sink.write(frame.get());
        frame = source.next();
      }
      sink.finish();
    }
    Path output = folder.resolve("out.mkv");
    assertDone(restore(input, "-o", output), 5);
    assertThat(read(output).stream().map(TimedFrame::pts).toList())
        .isEqualTo(read(input).stream().map(TimedFrame::pts).toList());
    assertThat(names(folder)).contains("in.mkv", "out.mkv").hasSize(4);

    CommandRun again = restore(input, "-o", output);
    assertThat(again.exitCode()).isEqualTo(2);
    assertDone(restore(input, "-o", output, "-y", "--frames", 2), 2);
    assertThat(read(output)).hasSize(2);
  }

  private List<Frame> restored(String name, Object... arguments) {
    Path output = folder.resolve(name);
    CommandRun run =
        restore(
            Stream.concat(Stream.of(frames, "-o", output + "/"), Stream.of(arguments)).toArray());
    assertThat(run.exitCode()).as(() -> String.join("\n", run.err())).isZero();
    return read(output).stream().map(TimedFrame::frame).toList();
  }

  @Test
  void theSizeIsChosen() {
    assertThat(restored("half", "--scale", 2, "--frames", 1).getFirst())
        .matches(frame -> frame.width() == 2 * WIDTH && frame.height() == 2 * HEIGHT);
    assertThat(restored("size", "--size", "60x50", "--frames", 1).getFirst())
        .matches(frame -> frame.width() == 60 && frame.height() == 50);
  }

  @Test
  void twoModelsAreAChain() {
    List<Frame> twice = restored("twice", "--then", "tiny");
    assertThat(twice).hasSize(5);
    assertThat(twice.getFirst())
        .matches(frame -> frame.width() == 16 * WIDTH && frame.height() == 16 * HEIGHT);
  }

  @Test
  void flippedFramesAreTakenInToo() {
    assertThat(restored("ensemble", "--self-ensemble")).isNotEqualTo(restored("plain"));
  }

  @Test
  void everyFrameMayBeASceneOfItsOwn() {
    List<Frame> apart = restored("apart", "--scene-cut", "0");
    assertThat(apart).isNotEqualTo(restored("together", "--scene-cut", "off"));
    assertThat(apart.getFirst()).isEqualTo(restored("first", "--frames", 1).getFirst());
    CommandRun run =
        restore(frames, "-o", folder.resolve("out") + "/", "--scene-cut", "0", "--verbose");
    assertThat(run.err()).anyMatch(line -> line.contains("a new scene begins with frame 3"));
  }

  @Test
  void aPartOfAFolderIsRestored() {
    assertThat(restored("part", "--fps", 10, "--start", "0.1", "--end", "0.35")).hasSize(3);
  }

  @Test
  void programsReadTheProgress() {
    CommandRun run =
        restore(frames, "-o", folder.resolve("out") + "/", "--progress", "json", "--frames", 3);
    assertThat(run.exitCode()).isZero();
    List<JsonNode> events = run.err().stream().map(new ObjectMapper()::readTree).toList();
    assertThat(events.stream().map(event -> event.get("event").asString()).toList())
        .startsWith("plan")
        .endsWith("done")
        .containsOnlyOnce("plan", "done")
        .filteredOn("progress"::equals)
        .hasSize(3);
    JsonNode plan = events.getFirst();
    assertThat(plan.get("outputWidth").asInt()).isEqualTo(4 * WIDTH);
    assertThat(plan.get("frames").asInt()).isEqualTo(3);
    assertThat(plan.get("seconds").asDouble()).isPositive();
    assertThat(plan.get("memoryBytes").asLong()).isPositive();
    assertThat(events.getLast().get("frames").asInt()).isEqualTo(3);
  }

  @Test
  void quietSaysNothing() {
    CommandRun run = restore(frames, "-o", folder.resolve("out") + "/", "-q");
    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
  }

  @Test
  void oneOfSeveralMayFail() throws IOException {
    Path clips = Files.createDirectory(folder.resolve("clips"));
    Files.writeString(clips.resolve("a.mp4"), "no video");
    restore(frames, "-o", clips.resolve("b.mkv"));
    Path results = folder.resolve("results");
    CommandRun run = restore(clips, "--out-dir", results);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).anyMatch(line -> line.contains("a.mp4"));
    assertThat(run.err().getLast()).contains("1 of 2 clips could not be restored");
    assertThat(names(results)).containsExactly(".b.mkv.edvr", "b.mkv");
  }

  @Test
  void aDamagedFrameIsNamedAndLeavesNoVideo() throws IOException {
    Files.write(frames.resolve("f11.png"), new byte[100]);
    Path output = folder.resolve("out.mkv");
    CommandRun run = restore(frames, "-o", output);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().getLast()).startsWith("edvr: ").contains("f11.png");
    assertThat(names(folder)).containsExactly("frames", "models");
  }

  @Test
  void whatIsNoVideoIsSaidToBeNone() throws IOException {
    Path input = Files.writeString(folder.resolve("in.mp4"), "no video");
    CommandRun run = restore(input, "-o", folder.resolve("out.mp4"));
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).singleElement().asString().contains("in.mp4");
  }

  @Test
  void aDamagedModelIsRefused() throws IOException {
    Path model = folder.resolve("bad.pth");
    Files.write(model, new byte[50]);
    CommandRun run = restoreWith(model, frames, "-o", folder.resolve("out") + "/");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).singleElement().asString().contains("bad.pth");
  }
}
