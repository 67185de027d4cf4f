package io.github.edvr4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.edvr4j.engine.Cost;
import io.github.edvr4j.engine.Operation;
import io.github.edvr4j.engine.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BenchCommandTest {

  private static final int WIDTH = 24;
  private static final int HEIGHT = 16;

  /** What adding floating-point numbers up in another order may change. */
  private static final Offset<Double> ROUNDING = within(1e-9);

  @TempDir private Path folder;
  private Path model;

  @BeforeEach
  void writeModel() throws IOException {
    model = TinyModel.write(folder.resolve("tiny.safetensors"));
  }

  private static double sum(JsonNode nodes, String field) {
    return StreamSupport.stream(nodes.spliterator(), false)
        .mapToDouble(node -> node.get(field).asDouble())
        .sum();
  }

  private static List<String> names(JsonNode parts) {
    return StreamSupport.stream(parts.spliterator(), false)
        .map(part -> part.at("/name").asString())
        .toList();
  }

  private static List<String> lowerCase(Enum<?>[] values) {
    return Stream.of(values).map(value -> value.name().toLowerCase(Locale.ROOT)).toList();
  }

  @Test
  void jsonHoldsNumbersThatAgreeWithEachOther() {
    CommandRun run =
        CommandRun.of(
            folder,
            "bench",
            model,
            "--size",
            WIDTH + "x" + HEIGHT,
            "--frames",
            4,
            "--threads",
            2,
            "--json");
    assertThat(run.exitCode()).as(() -> String.join("\n", run.err())).isZero();
    assertThat(run.err())
        .containsExactly(
            "edvr: restoring the first frame",
            "edvr: warming up",
            "edvr: measuring",
            "edvr: measuring what the processor can do at most");
    JsonNode json = JsonMapper.shared().readTree(run.out());
    assertThat(json.at("/model").asString()).isEqualTo(model.toString());
    assertThat(
            Stream.of("width", "height", "outputWidth", "outputHeight", "tiles", "threads")
                .map(field -> json.get(field).asInt()))
        .containsExactly(WIDTH, HEIGHT, 4 * WIDTH, 4 * HEIGHT, 1, 2);
    assertThat(json.at("/computedShare").asDouble()).isEqualTo(1);
    assertThat(json.at("/machine/lanes").asInt()).isPositive();
    assertThat(json.at("/machine/cores").asInt()).isPositive();
    assertThat(json.at("/machine/cpu").asString()).isNotBlank();
    assertThat(json.at("/machine/java").asString()).isEqualTo(Runtime.version().toString());
    assertThat(json.at("/firstFrameSeconds").asDouble()).isPositive();
    assertThat(json.at("/warmUpFrames").asInt()).isGreaterThanOrEqualTo(3);
    assertThat(json.at("/peakMemory/bytes").asLong()).isGreaterThan(1_000_000);
    assertThat(json.at("/peakMemory/kind").asString()).isIn("resident", "heap");
    assertThat(json.at("/allocatedBytesPerFrame").asLong())
        .isGreaterThanOrEqualTo(4L * 3 * 4 * WIDTH * 4 * HEIGHT);
    framesAgree(json);
    partsAgree(json, json.at("/stages"), lowerCase(Stage.values()));
    partsAgree(json, json.at("/operations"), lowerCase(Operation.values()));
  }

  private static void framesAgree(JsonNode json) {
    double[] sorted =
        StreamSupport.stream(json.at("/frameSeconds").spliterator(), false)
            .mapToDouble(JsonNode::asDouble)
            .sorted()
            .toArray();
    double median = (sorted[1] + sorted[2]) / 2;
    double gflop = 2e-9 * Cost.of(TinyModel.CONFIG, HEIGHT, WIDTH).multiplyAdds();
    assertThat(sorted).hasSize(4);
    assertThat(json.at("/fastestSeconds").asDouble()).isEqualTo(sorted[0]).isPositive();
    assertThat(json.at("/slowestSeconds").asDouble()).isEqualTo(sorted[3]);
    assertThat(json.at("/medianSeconds").asDouble()).isEqualTo(median);
    assertThat(json.at("/framesPerSecond").asDouble() * median).isCloseTo(1, ROUNDING);
    assertThat(json.at("/gflopPerFrame").asDouble()).isCloseTo(gflop, ROUNDING);
    assertThat(json.at("/gflopPerSecond").asDouble() * median).isCloseTo(gflop, ROUNDING);
    assertThat(
            json.at("/shareOfPeak").asDouble() * json.at("/machine/peakGflopPerSecond").asDouble())
        .isCloseTo(json.at("/gflopPerSecond").asDouble(), ROUNDING);
  }

  private static void partsAgree(JsonNode json, JsonNode parts, List<String> names) {
    JsonNode rest = json.at("/rest");
    double peak = json.at("/machine/peakGflopPerSecond").asDouble();
    double mean =
        StreamSupport.stream(json.at("/frameSeconds").spliterator(), false)
            .mapToDouble(JsonNode::asDouble)
            .average()
            .orElseThrow();
    assertThat(names(parts)).isEqualTo(names);
    assertThat(sum(parts, "seconds") + rest.at("/seconds").asDouble()).isCloseTo(mean, ROUNDING);
    assertThat(sum(parts, "shareOfTime") + rest.at("/shareOfTime").asDouble())
        .isCloseTo(1, ROUNDING);
    assertThat(rest.at("/shareOfTime").asDouble()).isBetween(0.0, 1.0);
    assertThat(sum(parts, "gflop")).isCloseTo(json.at("/gflopPerFrame").asDouble(), ROUNDING);
    for (JsonNode part : parts) {
      double seconds = part.at("/seconds").asDouble();
      double gflop = part.at("/gflop").asDouble();
      assertThat(part.at("/shareOfTime").asDouble()).isBetween(0.0, 1.0);
      assertThat(part.at("/gflopPerSecond").asDouble() * seconds).isCloseTo(gflop, ROUNDING);
      assertThat(part.at("/shareOfPeak").asDouble() * peak)
          .isCloseTo(part.at("/gflopPerSecond").asDouble(), ROUNDING);
    }
  }

  @Test
  void aTableIsWrittenOtherwise() {
    CommandRun run =
        CommandRun.of(folder, "bench", "tiny", "--size", "112x32", "--frames", 1, "--tile", 96);
    assertThat(run.exitCode()).as(() -> String.join("\n", run.err())).isZero();
    assertThat(run.out().lines().toList())
        .anyMatch(line -> line.matches("tiny, 112x32 to 448x128 in 2 tiles \\(1\\d\\d\\.\\d %.*"))
        .anyMatch(line -> line.matches("align +\\d+\\.\\d +\\d+\\.\\d % .*"))
        .last()
        .asString()
        .matches(
            "A minute of 24 fps video at this size takes [0-9.]+ (s|min|h) on this machine\\.");
  }

  @ParameterizedTest
  @CsvSource({
    "--size, 320, is no size",
    "--size, 0x180, is no size",
    "--frames, 0, --frames should be at least 1",
    "--frames, many, many",
    "--threads, 0, --threads should be at least 1",
    "--threads, 2000, --threads should be at most 1024",
    "--tile, 64, --tile should be at least 96",
    "--speed, 3, --speed"
  })
  void argumentsThatMakeNoSenseAreRefused(String option, String value, String message) {
    CommandRun run = CommandRun.of(folder, "bench", model, option, value);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).singleElement().asString().contains(message);
    assertThat(run.out()).isEmpty();
  }
}
