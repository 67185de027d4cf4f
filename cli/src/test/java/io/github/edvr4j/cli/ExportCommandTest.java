package io.github.edvr4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.edvr4j.onnx.OnnxExport;
import io.github.edvr4j.weights.EdvrCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandTest {

  @TempDir private Path folder;
  private Path model;
  private Path output;

  @BeforeEach
  void writeModel() throws IOException {
    model = TinyModel.write(folder.resolve("tiny.safetensors"));
    output = folder.resolve("tiny.onnx");
  }

  private void assertRefused(int exitCode, String message, Object... arguments) {
    CommandRun run = CommandRun.of(folder, arguments);
    assertThat(run.err()).singleElement().asString().startsWith("edvr: ").contains(message);
    assertThat(run.exitCode()).isEqualTo(exitCode);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void theModelIsWrittenAndItsInputAndOutputAreNamed() {
    CommandRun run = CommandRun.of(folder, "export", model, "-o", output);
    assertThat(run.err())
        .containsExactly(
            "edvr: %s to %s".formatted(model, output),
            "edvr: input frames: (batch, 3 frames, 3, height, width), RGB from 0 to 1, height and"
                + " width multiples of 4",
            "edvr: output restored: (batch, 3, 4 height, 4 width), RGB, not clamped");
    assertThat(run.exitCode()).isZero();
    assertSameAsExportOfTheLibrary(OptionalInt.empty());
  }

  @Test
  void theCentreFrameCanBeChosen() {
    assertThat(CommandRun.of(folder, "export", model, "-o", output, "--center", 2).exitCode())
        .isZero();
    assertSameAsExportOfTheLibrary(OptionalInt.of(2));
  }

  private void assertSameAsExportOfTheLibrary(OptionalInt centre) {
    EdvrCheckpoint checkpoint = EdvrCheckpoint.load(model, centre);
    Path expected = folder.resolve("expected.onnx");
    OnnxExport.write(checkpoint.config(), checkpoint.weights(), expected);
    assertThat(output).hasSameBinaryContentAs(expected);
  }

  @Test
  void anExistingFileIsOverwrittenOnlyWhenAskedTo() throws IOException {
    Files.writeString(output, "mine");
    assertRefused(2, "-y", "export", model, "-o", output);
    assertThat(output).hasContent("mine");
    assertThat(CommandRun.of(folder, "export", model, "-o", output, "-y").exitCode()).isZero();
    assertSameAsExportOfTheLibrary(OptionalInt.empty());
  }

  @Test
  void wrongArgumentsAreUsageErrors() {
    assertRefused(2, "--output", "export", model);
    assertRefused(2, ".onnx", "export", model, "-o", folder.resolve("tiny.pth"));
    assertRefused(2, "edvr models list", "export", "xl", "-o", output);
    assertRefused(2, "centre frame", "export", model, "-o", output, "--center=3");
    assertThat(output).doesNotExist();
  }

  @Test
  void whatIsNoModelIsRefused() throws IOException {
    Path page = Files.writeString(folder.resolve("page.pth"), "<!DOCTYPE html><html></html>");
    assertRefused(1, "web page", "export", page, "-o", output);
    assertThat(output).doesNotExist();
  }
}
