package io.github.edvr4j.cli;

import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.onnx.OnnxExport;
import io.github.edvr4j.weights.EdvrCheckpoint;
import io.github.edvr4j.zoo.ModelStore;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A model in, the same network for other programs out. */
@Command(
    name = "export",
    description = {
      "Writes a model as an ONNX file, for ONNX Runtime (1.26 or later) and other programs.",
      "The file takes a window of frames as one tensor and gives its restored centre frame; choosing"
          + " windows at the ends of clips, padding and tiles are left to who runs it."
    },
    footerHeading = "%nExample:%n",
    footer = "  edvr export edvr-s-x4 -o edvr.onnx")
@SuppressWarnings("NullAway.Init") // picocli fills the fields.
final class ExportCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "NAME|FILE",
      description = "A model of 'edvr models list', or a .pth or .safetensors file.")
  private String model;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "OUTPUT",
      description = "A .onnx file.")
  private Path output;

  @Mixin private LoadOptions loading;

  @Option(names = "-y", description = "Overwrite an existing output.")
  private boolean overwrite;

  private final Console console;
  private final ModelStore models;

  ExportCommand(Console console, ModelStore models) {
    this.console = console;
    this.models = models;
  }

  @Override
  public Integer call() {
    Path file = models.find(model);
    new Destination(file, output, overwrite).requireFile(List.of("onnx"), "");
    EdvrCheckpoint checkpoint = loading.load(file);
    checkpoint.notes().forEach(note -> console.say("warning: " + note));
    EdvrConfig config = checkpoint.config();
    OnnxExport.write(config, checkpoint.weights(), output);
    console.say("%s to %s".formatted(file, output));
    console.say(
        "input %s: (batch, %d frames, 3, height, width), RGB from 0 to 1, height and width multiples of %d"
            .formatted(OnnxExport.INPUT, config.frames(), config.sizeMultiple()));
    console.say(
        "output %s: (batch, 3, %s), RGB, not clamped"
            .formatted(
                OnnxExport.OUTPUT,
                config.scale() == 1
                    ? "height, width"
                    : "%1$d height, %1$d width".formatted(config.scale())));
    return ExitCode.OK;
  }
}
