package io.github.edvr4j.cli;

import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.weights.Dtype;
import io.github.edvr4j.weights.EdvrCheckpoint;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A model file in, the same model in another format out. */
@Command(
    name = "convert",
    description = "Converts a model file between PyTorch's .pth and safetensors.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields.
final class ConvertCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "INPUT",
      description = "A .pth file (zip or legacy; BasicSR's, 2019 or mmagic names) or .safetensors.")
  private Path input;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "OUTPUT",
      description = "A .safetensors file, or a .pth file that BasicSR can read.")
  private Path output;

  @Option(names = "--float16", description = "Store 16-bit floats: half the size.")
  private boolean float16;

  @Mixin private LoadOptions loading;

  @Option(names = "-y", description = "Overwrite an existing output.")
  private boolean overwrite;

  private final Console console;

  ConvertCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    new Destination(input, output, overwrite).requireFile(List.of("safetensors", "pth"), "");
    EdvrCheckpoint checkpoint = loading.load(input);
    checkpoint.notes().forEach(this::warn);
    checkpoint.save(output, float16 ? Dtype.FLOAT16 : Dtype.FLOAT32);
    EdvrConfig config = checkpoint.config();
    if (isPth() && config.centre() != config.frames() / 2) {
      warn(
          "%s: a .pth file can't hold the centre frame; load it with --center %d"
              .formatted(output, config.centre()));
    }
    console.say(
        "%s to %s (%d features, %d frames a window, x%d)"
            .formatted(input, output, config.features(), config.frames(), config.scale()));
    return ExitCode.OK;
  }

  private boolean isPth() {
    return output.toString().toLowerCase(Locale.ROOT).endsWith(".pth");
  }

  private void warn(String what) {
    console.say("warning: " + what);
  }
}
