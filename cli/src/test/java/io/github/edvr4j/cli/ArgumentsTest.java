package io.github.edvr4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wrong arguments end with code 2 and one line, before anything is loaded or computed. */
class ArgumentsTest {

  @TempDir private Path folder;
  private Path input;

  @BeforeEach
  void makeInput() throws IOException {
    // Neither a video nor a model: who reads it before checking the arguments fails otherwise.
    input = Files.writeString(folder.resolve("in.mp4"), "not read");
    Files.writeString(folder.resolve("edvr-s-x4.safetensors"), "not read either");
  }

  private void assertUsageError(String message, Object... arguments) {
    CommandRun run = CommandRun.of(folder, arguments);
    assertThat(run.err()).singleElement().asString().startsWith("edvr: ").contains(message);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void helpAndVersionGoToStdout() {
    CommandRun help = CommandRun.of(folder, "restore", "--help");
    assertThat(help.exitCode()).isZero();
    assertThat(help.out()).contains("first N frames").contains("--padding");
    assertThat(help.err()).isEmpty();
    assertThat(CommandRun.of(folder, "help", "restore").out()).isEqualTo(help.out());

    CommandRun version = CommandRun.of(folder, "--version");
    assertThat(version.exitCode()).isZero();
    assertThat(version.out()).matches("edvr4j \\d+\\.\\d+\\.\\d+\\S*\\R");
  }

  @Test
  void aCommandIsNeeded() {
    assertUsageError("see edvr --help");
    assertUsageError("see edvr models --help", "models");
  }

  @Test
  void unknownOptionsAreNamedWithWhatIsNear() {
    assertUsageError("'--frame'", "restore", input, "-o", folder.resolve("o.mp4"), "--frame", 3);
    assertUsageError(
        "did you mean --frames", "restore", input, "-o", folder.resolve("o.mp4"), "--framez=3");
  }

  @Test
  void anOutputIsNeeded() {
    assertUsageError("--output", "restore", input);
    assertUsageError("--output", "models", "convert", input);
  }

  @Test
  void valuesAreChecked() {
    Path output = folder.resolve("out.mp4");
    assertUsageError("--frames", "restore", input, "-o", output, "--frames", 0);
    assertUsageError("--threads", "restore", input, "-o", output, "--threads", -1);
    assertUsageError("--threads", "restore", input, "-o", output, "--threads", "all");
    assertUsageError(
        "replicate, reflection, reflection_circle, circle",
        "restore",
        input,
        "-o",
        output,
        "--padding",
        "mirror");
  }

  @Test
  void theModelMustExist() {
    Path output = folder.resolve("out.mp4");
    assertUsageError("there is no model 'xl'", "restore", input, "-o", output, "--model", "xl");
    assertUsageError("no model file", "restore", input, "-o", output, "--model", "no/such.pth");
  }

  @Test
  void theOutputMustBeFree() throws IOException {
    assertUsageError("input itself", "restore", input, "-o", input, "-y");
    assertUsageError("doesn't exist", "restore", input, "-o", folder.resolve("no/out.mp4"));
    assertUsageError("in / for a folder", "restore", input, "-o", folder.resolve("out.txt"));
    assertUsageError("-y", "restore", input, "-o", Files.createFile(folder.resolve("out.mp4")));
    assertUsageError("-y", "restore", input, "-o", folder + "/");
    assertUsageError(".safetensors, .pth", "models", "convert", input, "-o", "out.onnx");
  }

  @Test
  void aMissingInputIsAFailureOfTheInput() {
    CommandRun run =
        CommandRun.of(folder, "restore", folder.resolve("no.mp4"), "-o", folder.resolve("o.mp4"));
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).singleElement().asString().contains("no.mp4");
  }

  @Test
  void verboseShowsTheTrace() {
    Object[] arguments = {"restore", input, "-o", folder.resolve("o.txt"), "--verbose"};
    CommandRun run = CommandRun.of(folder, arguments);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).anyMatch(line -> line.contains("at io.github.edvr4j"));
  }
}
