package io.github.edvr4j.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damage to real clips is said and survived. {@code -Dedvr.damaged.clips=500} takes more of them.
 */
class DamagedClipsTest {

  private static final int CLIPS = Integer.getInteger("edvr.damaged.clips", 40);

  private static final int FRAMES = 20;

  private static final Pattern FRAMES_RESTORED =
      Pattern.compile("\\d+ " + DamagedClips.RESTORED + " (\\d+) .*");

  /** Codecs that are decoded by very different programs, and their containers. */
  private static final Map<String, String> CODECS =
      Map.of(
          "h264.mp4", "libopenh264",
          "mpeg4.mov", "mpeg4",
          "vp9.webm", "libvpx-vp9",
          "av1.mkv", "libsvtav1",
          "ffv1.mkv", "ffv1");

  @TempDir Path folder;

  private Path clips() throws IOException {
    Path clips = Files.createDirectory(folder.resolve("clips"));
    Files.copy(Clips.SAMPLE, clips.resolve("sample.mp4"));
    List<TimedFrame> frames = Clips.read(Clips.SAMPLE).subList(0, FRAMES);
    for (Map.Entry<String, String> codec : CODECS.entrySet()) {
      Clips.write(
          clips.resolve(codec.getKey()),
          Clips.info(Clips.SAMPLE),
          SinkOptions.DEFAULT
              .withCopyFrom(Clips.SAMPLE)
              .withCut(new Cut(false, true))
              .withEncoding(EncodingRequest.DEFAULT.withCodec(codec.getValue())),
          frames);
    }
    return clips;
  }

  @Test
  void noDamageEndsTheProcessOrKeepsItBusy() throws IOException, InterruptedException {
    Path told = folder.resolve("told.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx1g",
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                DamagedClips.class.getName(),
                clips().toString(),
                String.valueOf(CLIPS))
            .redirectOutput(told.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    boolean ended = process.waitFor(60 + 5L * CLIPS, TimeUnit.SECONDS);
    process.destroyForcibly().waitFor();
    List<String> lines = Files.readAllLines(told);
    String last = lines.isEmpty() ? "nothing" : lines.getLast();
    assertThat(ended).as("still busy after: " + last).isTrue();
    assertThat(process.exitValue()).as("ended after: " + last).isZero();

    List<String> outcomes = lines.stream().filter(line -> !line.startsWith("begun")).toList();
    assertThat(outcomes)
        .hasSize(CLIPS)
        .allMatch(line -> line.matches("\\d+ (restored|refused) .*"));
    long restored = outcomes.stream().filter(line -> line.contains(" restored ")).count();
    long said = outcomes.stream().filter(line -> !line.endsWith(" []")).count();
    long whole =
        outcomes.stream()
            .map(FRAMES_RESTORED::matcher)
            .filter(Matcher::matches)
            .filter(match -> Objects.equals(match.group(1), String.valueOf(FRAMES)))
            .count();
    System.out.printf(
        "%d damaged clips: %d restored, %d of them with all frames; damage was told of %d%n",
        CLIPS, restored, whole, said);
    assertThat(restored).isBetween(CLIPS / 2L, CLIPS - 1L);
    assertThat(said).isGreaterThan(CLIPS / 4L);
  }
}
