package io.github.edvr4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.edvr4j.zoo.ModelStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
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
  void anInputThatLooksLikeAnOptionIsNamed() {
    assertUsageError("Unknown option: '-in.mp4'", "restore", "-in.mp4", "-o", "out.mp4");
  }

  @Test
  void anOutputIsNeeded() {
    assertUsageError("-o OUTPUT for one input", "restore", input);
    assertUsageError("need --out-dir", "restore", input, input, "-o", folder.resolve("out.mp4"));
    assertUsageError("where the result goes", "restore", input, "-o", "-", "--out-dir", folder);
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
  void valuesOfManyKindsAreChecked() {
    String[][] wrong = {
      {"'1:2:3:4' is no time", "--start", "1:2:3:4"},
      {"later than --start (5.0 s)", "--start", "5", "--end", "4.5"},
      {"'fast' is no frame rate", "--fps", "fast"},
      {"'1920' is no size", "--size", "1920"},
      {"'x' is no size", "--size", "x"},
      {"edvr: --scale=FACTOR", "--size", "64x64", "--scale", "2"},
      {"for option '-e'", "-e", "nonsense"},
      {"none of auto, off, 0 to 100", "--scene-cut", "101"},
      {"a number of pixels", "--tile", "small"},
      {"needs the size of the tiles", "--tile-overlap", "40"},
      {"at least 32, not 0", "--tile", "96", "--tile-overlap", "0"},
      {"a crf of 52 is outside", "--crf", "52"},
      {"mutually exclusive", "--quiet", "--progress", "json"},
      {"--progress", "--progress", "xml"},
    };
    for (String[] arguments : wrong) {
      Object[] all = new Object[arguments.length + 3];
      all[0] = "restore";
      all[1] = input;
      all[2] = "-o" + folder.resolve("out.mp4");
      System.arraycopy(arguments, 1, all, 3, arguments.length - 1);
      assertUsageError(arguments[0], java.util.Arrays.copyOf(all, arguments.length + 2));
    }
  }

  @Test
  void theModelMustExist() {
    Path output = folder.resolve("out.mp4");
    assertUsageError("edvr models list", "restore", input, "-o", output, "--model", "xl");
    assertUsageError("no model file", "restore", input, "-o", output, "--model", "no/such.pth");
  }

  @Test
  void theOutputMustBeFree() throws IOException {
    assertUsageError("input itself", "restore", input, "-o", input, "-y");
    assertUsageError("doesn't exist", "restore", input, "-o", folder.resolve("no/out.mp4"));
    assertUsageError("in / for a folder", "restore", input, "-o", folder.resolve("out.txt"));
    assertUsageError("-y", "restore", input, "-o", Files.createFile(folder.resolve("out.mp4")));
    assertUsageError("folder of the input", "restore", input, "-o", folder + "/", "-y");
    Path filled = Files.createDirectory(folder.resolve("filled"));
    Files.createFile(filled.resolve("0.png"));
    assertUsageError("-y", "restore", input, "-o", filled + "/");
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
  void tooLittleMemoryIsSaidInOneLine() {
    StringWriter err = new StringWriter();
    StringWriter full =
        new StringWriter() {
          @Override
          public void write(String text, int offset, int length) {
            throw new OutOfMemoryError("Java heap space");
          }
        };
    int exitCode =
        Main.command(
                new Console(new PrintWriter(full), new PrintWriter(err, true), false),
                new ModelStore(folder, folder, folder))
            .execute("completion");
    assertThat(err.toString().lines()).singleElement().asString().contains("-Xmx");
    assertThat(exitCode).isEqualTo(1);
  }

  @Test
  void verboseShowsTheTrace() {
    Object[] arguments = {"restore", input, "-o", folder.resolve("o.txt"), "--verbose"};
    CommandRun run = CommandRun.of(folder, arguments);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).anyMatch(line -> line.contains("at io.github.edvr4j"));
  }
}
