package io.github.edvr4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.edvr4j.metrics.Channels;
import io.github.edvr4j.metrics.Psnr;
import io.github.edvr4j.metrics.Rgb8;
import io.github.edvr4j.metrics.Ssim;
import io.github.edvr4j.stream.Frame;
import io.github.edvr4j.video.ClipInfo;
import io.github.edvr4j.video.FrameSink;
import io.github.edvr4j.video.Rational;
import io.github.edvr4j.video.SinkOptions;
import io.github.edvr4j.video.TimedFrame;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MetricsCommandTest {

  private static final int HEIGHT = 24;
  private static final int WIDTH = 30;

  @TempDir private Path folder;
  private final Random random = new Random(11);

  private List<Frame> clip(int frames, int height, int width) {
    List<Frame> clip = new ArrayList<>();
    for (int t = 0; t < frames; t++) {
      float[] rgb = new float[height * width * Frame.CHANNELS];
      for (int i = 0; i < rgb.length; i++) {
        rgb[i] = random.nextInt(256) / 255f;
      }
      clip.add(new Frame(height, width, rgb));
    }
    return clip;
  }

  private List<Frame> clip(int frames) {
    return clip(frames, HEIGHT, WIDTH);
  }

  /** PNG files, or a video of what its encoder makes of the frames. */
  private Path write(String name, List<Frame> clip) {
    String output = folder.resolve(name) + (name.contains(".") ? "" : "/");
    Frame first = clip.getFirst();
    ClipInfo info = ClipInfo.of(first.width(), first.height(), new Rational(25, 1));
    try (FrameSink sink = FrameSink.open(output, info, SinkOptions.DEFAULT)) {
      for (int t = 0; t < clip.size(); t++) {
        sink.write(new TimedFrame(clip.get(t), t, 1, "%08d.png".formatted(t)));
      }
      sink.finish();
    }
    return Path.of(output);
  }

  private CommandRun metrics(Object... arguments) {
    List<Object> all = new ArrayList<>(List.of("metrics"));
    all.addAll(List.of(arguments));
    return CommandRun.of(folder, all.toArray());
  }

  private JsonNode json(Object... arguments) {
    List<Object> all = new ArrayList<>(List.of(arguments));
    all.add("--json");
    CommandRun run = metrics(all.toArray());
    assertThat(run.exitCode()).as(() -> String.join("\n", run.err())).isZero();
    return JsonMapper.shared().readTree(run.out());
  }

  private static Rgb8 picture(Frame frame) {
    return Rgb8.of(frame.height(), frame.width(), frame.rgb());
  }

  private static double psnr(Frame a, Frame b, Channels channels, int crop) {
    return Psnr.between(picture(a), picture(b), channels, crop);
  }

  private static double ssim(Frame a, Frame b, Channels channels, int crop) {
    return Ssim.between(picture(a), picture(b), channels, crop);
  }

  @Test
  void jsonHoldsEveryFramesPsnrAndSsim() {
    List<Frame> a = clip(3);
    List<Frame> b = clip(3);
    Path judged = write("a", a);
    Path reference = write("b", b);
    JsonNode rgb = json(judged, reference);
    JsonNode luma = json(judged, reference, "--y", "--crop", 4);
    assertThat(rgb.at("/channels").asString()).isEqualTo("RGB");
    assertThat(luma.at("/channels").asString()).isEqualTo("Y");
    assertThat(luma.at("/crop").asInt()).isEqualTo(4);
    assertThat(List.of(rgb.at("/width").asInt(), rgb.at("/height").asInt()))
        .containsExactly(WIDTH, HEIGHT);
    double sum = 0;
    for (int t = 0; t < 3; t++) {
      JsonNode frame = rgb.at("/frames/" + t);
      assertThat(frame.at("/frame").asInt()).isEqualTo(t);
      assertThat(frame.at("/psnr").asDouble()).isEqualTo(psnr(a.get(t), b.get(t), Channels.RGB, 0));
      assertThat(frame.at("/ssim").asDouble()).isEqualTo(ssim(a.get(t), b.get(t), Channels.RGB, 0));
      assertThat(frame.at("/flicker").isNull()).isEqualTo(t == 0);
      assertThat(luma.at("/frames/" + t + "/psnr").asDouble())
          .isEqualTo(psnr(a.get(t), b.get(t), Channels.Y, 4));
      assertThat(luma.at("/frames/" + t + "/ssim").asDouble())
          .isEqualTo(ssim(a.get(t), b.get(t), Channels.Y, 4));
      sum += frame.at("/psnr").asDouble();
    }
    assertThat(rgb.at("/frames").size()).isEqualTo(3);
    assertThat(rgb.at("/mean/frames").asInt()).isEqualTo(3);
    assertThat(rgb.at("/mean/psnr").asDouble()).isCloseTo(sum / 3, within(1e-9));
    assertThat(rgb.at("/mean/flicker").asDouble()).isPositive();
  }

  @Test
  void theTableHasALineForEachFrameAndOneForTheMean() {
    List<Frame> a = clip(2);
    List<Frame> b = List.of(a.get(0), clip(1).getFirst());
    CommandRun run = metrics(write("a", a), write("b", b));
    double psnr = psnr(a.get(1), b.get(1), Channels.RGB, 0);
    double ssim = ssim(a.get(1), b.get(1), Channels.RGB, 0);
    List<String> lines = run.out().lines().toList();
    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).matches(" *frame +PSNR +SSIM +flicker");
    assertThat(lines.get(1)).matches(" *0 +inf +1\\.0000 +-");
    assertThat(lines.get(2))
        .matches(String.format(Locale.ROOT, " *1 +%.3f +%.4f +\\d+\\.\\d{3}", psnr, ssim));
    assertThat(lines.get(3))
        .matches(
            String.format(
                Locale.ROOT,
                " *mean +%.3f +%.4f +\\d+\\.\\d{3}  \\(PSNR without 1 identical frame\\)",
                psnr,
                (1 + ssim) / 2));
    assertThat(run.err()).isEmpty();
  }

  @Test
  void identicalClipsAreInfinitelyClose() {
    List<Frame> a = clip(2);
    Path judged = write("a", a);
    JsonNode result = json(judged, judged);
    assertThat(result.at("/mean/psnr").asString()).isEqualTo("inf");
    assertThat(result.at("/frames/0/psnr").asString()).isEqualTo("inf");
    assertThat(result.at("/mean/identical").asInt()).isEqualTo(2);
    assertThat(result.at("/mean/flicker").asDouble()).isZero();
    assertThat(metrics(judged, judged).out().lines().toList().getLast())
        .matches(" *mean +inf +1\\.0000 +0\\.000");
  }

  @Test
  void aVideoIsComparedWithAFolder() {
    List<Frame> frames = new ArrayList<>();
    for (int t = 0; t < 3; t++) {
      float[] rgb = new float[64 * 64 * Frame.CHANNELS];
      for (int i = 0; i < rgb.length; i++) {
        rgb[i] = (i / Frame.CHANNELS % 64 + t) / 128f;
      }
      frames.add(new Frame(64, 64, rgb));
    }
    JsonNode result = json(write("a.mkv", frames), write("b", frames));
    assertThat(result.at("/mean/frames").asInt()).isEqualTo(3);
    assertThat(result.at("/mean/psnr").asDouble()).isBetween(35.0, 70.0);
  }

  @Test
  void ofTwoLengthsTheShorterCounts() {
    List<Frame> a = clip(3);
    Path judged = write("a", a.subList(0, 2));
    Path reference = write("b", a);
    CommandRun run = metrics(judged, reference);
    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines()).hasSize(4);
    String warning =
        "edvr: warning: %s ends after 2 frames, %s goes on; only what both have is compared"
            .formatted(judged, reference);
    assertThat(run.err()).containsExactly(warning);
    assertThat(metrics(reference, judged).err()).containsExactly(warning);
    CommandRun first = metrics(judged, reference, "--frames", 1);
    assertThat(first.out().lines()).hasSize(3);
    assertThat(first.err()).isEmpty();
  }

  @Test
  void framesOfTwoSizesAreRefused() {
    Path judged = write("a", clip(1));
    Path reference = write("b", clip(1, HEIGHT, WIDTH + 2));
    CommandRun run = metrics(judged, reference);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .singleElement()
        .asString()
        .contains("only frames of one size", "30x24", "32x24", judged.toString());
    assertThat(run.out()).isEmpty();
  }

  @Test
  void framesTooSmallForSsimAreRefused() {
    Path clip = write("a", clip(1));
    CommandRun run = metrics(clip, clip, "--crop", 7);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).singleElement().asString().contains("11x11", "--crop 7");
    assertThat(metrics(clip, clip, "--crop", 6).exitCode()).isZero();
    Path tiny = write("tiny", clip(1, 8, 8));
    assertThat(metrics(tiny, tiny).exitCode()).isEqualTo(1);
  }

  @Test
  void valuesAreChecked() {
    assertThat(metrics("a", "b", "--frames", 0).err())
        .containsExactly("edvr: --frames should be at least 1, not 0");
    assertThat(metrics("a", "b", "--crop=-1").err())
        .containsExactly("edvr: --crop should be at least 0, not -1");
    assertThat(metrics("a").exitCode()).isEqualTo(2);
    assertThat(metrics("-", "-").exitCode()).isEqualTo(2);
    CommandRun missing = metrics(folder.resolve("no.mp4"), folder.resolve("no.mp4"));
    assertThat(missing.exitCode()).isEqualTo(1);
    assertThat(missing.err()).singleElement().asString().contains("no.mp4");
  }
}
