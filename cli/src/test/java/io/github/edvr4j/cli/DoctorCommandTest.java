package io.github.edvr4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DoctorCommandTest {

  @TempDir private Path folder;

  private static Optional<JsonNode> finding(JsonNode report, String topic) {
    return StreamSupport.stream(report.at("/findings").spliterator(), false)
        .filter(finding -> finding.at("/topic").asString().equals(topic))
        .findFirst();
  }

  @Test
  void everyFindingIsALine() throws IOException {
    Path model = Files.createFile(folder.resolve("mine.safetensors"));
    CommandRun run = CommandRun.of(folder, "doctor");
    assertThat(run.exitCode()).as(run::out).isZero();
    List<String> lines = run.out().lines().toList();
    assertThat(lines).allMatch(line -> line.matches("(ok|warning) +\\S.*"));
    assertThat(lines)
        .anyMatch(line -> line.matches("ok +jdk +" + Runtime.version().feature() + ".*"))
        .anyMatch(line -> line.matches("ok +ffmpeg +8\\..*"))
        .anyMatch(line -> line.matches("ok +encoders +.*libopenh264.*"))
        .anyMatch(line -> line.startsWith("ok") && line.endsWith(model.toString()));
  }

  @Test
  void jsonSaysTheSameAndMissingModelsAreWarnedOf() {
    CommandRun run = CommandRun.of(folder, "doctor", "--json");
    assertThat(run.exitCode()).isZero();
    JsonNode report = JsonMapper.shared().readTree(run.out());
    assertThat(report.at("/works").asBoolean()).isTrue();
    JsonNode models = finding(report, "models").orElseThrow();
    assertThat(models.at("/level").asString()).isEqualTo("warning");
    assertThat(models.at("/text").asString()).isEqualTo("none");
    assertThat(models.at("/advice").asString()).contains("--model");
    JsonNode folders = finding(report, "model folders").orElseThrow();
    assertThat(folders.at("/text").asString()).contains(folder.toString());
    assertThat(folders.at("/advice").isNull()).isTrue();
    assertThat(finding(report, "memory")).isPresent();
  }
}
