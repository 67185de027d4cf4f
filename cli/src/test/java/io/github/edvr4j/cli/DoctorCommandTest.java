package io.github.edvr4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.edvr4j.cli.doctor.Finding;
import io.github.edvr4j.cli.doctor.Finding.Level;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DoctorCommandTest {

  private static final Finding GOOD = new Finding(Level.OK, "cpu", "2 cores", Optional.empty());
  private static final Finding SLOW =
      new Finding(Level.WARNING, "vectors", "none", Optional.of("start anew"));
  private static final Finding BAD =
      new Finding(Level.FAILURE, "ffmpeg", "missing", Optional.of("build anew"));

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();

  private int doctor(List<Finding> findings, String... arguments) {
    PrintWriter writer = new PrintWriter(out, true);
    return new CommandLine(new DoctorCommand(new Console(writer, writer, false), () -> findings))
        .execute(arguments);
  }

  @Test
  void everyFindingIsALine() {
    assertThat(doctor(List.of(GOOD, SLOW))).isZero();
    assertThat(out.toString().lines())
        .containsExactly(
            "ok       cpu                2 cores", "warning  vectors            none: start anew");
  }

  @Test
  void whereRestoringCannotWorkTheExitCodeIsOne() {
    assertThat(doctor(List.of(GOOD, BAD))).isEqualTo(1);
    assertThat(out.toString().lines()).contains("failure  ffmpeg             missing: build anew");
  }

  @Test
  void jsonSaysTheSame() {
    assertThat(doctor(List.of(GOOD, SLOW, BAD), "--json")).isEqualTo(1);
    JsonNode report = JsonMapper.shared().readTree(out.toString());
    assertThat(report.at("/works").asBoolean()).isFalse();
    assertThat(report.at("/findings").size()).isEqualTo(3);
    assertThat(report.at("/findings/0/level").asString()).isEqualTo("ok");
    assertThat(report.at("/findings/0/topic").asString()).isEqualTo("cpu");
    assertThat(report.at("/findings/0/text").asString()).isEqualTo("2 cores");
    assertThat(report.at("/findings/0/advice").isNull()).isTrue();
    assertThat(report.at("/findings/1/level").asString()).isEqualTo("warning");
    assertThat(report.at("/findings/2/advice").asString()).isEqualTo("build anew");
  }

  @Test
  void thisMachineIsExamined() throws IOException {
    Path model = Files.createFile(folder.resolve("mine.safetensors"));
    CommandRun run = CommandRun.of(folder, "doctor");
    assertThat(run.exitCode()).as(run::out).isZero();
    List<String> lines = run.out().lines().toList();
    assertThat(lines)
        .allMatch(line -> line.matches("(ok|warning) +\\S.*"))
        .anyMatch(line -> line.matches("ok +jdk +" + Runtime.version().feature() + ".*"))
        .anyMatch(line -> line.matches("ok +ffmpeg +8\\..*"))
        .anyMatch(line -> line.matches("ok +encoders +.*libopenh264.*"))
        .anyMatch(line -> line.matches("ok +speed +\\d+\\.\\d billion .* \\d+\\.\\d s .*320x180"))
        .anyMatch(line -> line.startsWith("ok") && line.endsWith(model.toString()));
  }
}
