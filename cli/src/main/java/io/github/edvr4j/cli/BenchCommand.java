package io.github.edvr4j.cli;

import io.github.edvr4j.cli.bench.Benchmark;
import io.github.edvr4j.cli.bench.BenchmarkResult;
import io.github.edvr4j.weights.EdvrCheckpoint;
import io.github.edvr4j.zoo.ModelStore;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A model in, how fast it is on this machine out. */
@Command(
    name = "bench",
    description = {
      "Measures how fast a model restores frames of a size on this machine, once the virtual machine"
          + " has compiled: frames a second, time by stage of the network and by operation, memory.",
      "Arithmetic is counted as direct convolution and compared with the most multiply-adds that"
          + " the processor does, measured on the same threads. Winograd's algorithm needs fewer than"
          + " are counted, so more than 100 %% is possible."
    },
    footerHeading = "%nThe fields of --json:%n",
    footer = {
      "  model, threads          what was measured",
      "  width, height           of the frames; outputWidth, outputHeight: of restored ones",
      "  tiles, computedShare    tiles a frame is computed in, and pixels computed for one of it",
      "  machine                 cpu, cores, java, lanes (floats an instruction works on),",
      "                          peakGflopPerSecond",
      "  firstFrameSeconds       from the command's beginning, without the start of Java",
      "  warmUpFrames            restored before the frames that count",
      "  frameSeconds[]          each frame that counts; medianSeconds, fastestSeconds,",
      "                          slowestSeconds of them; framesPerSecond by the median",
      "  gflopPerFrame, gflopPerSecond, shareOfPeak",
      "  stages[], operations[]  the mean frame in two ways: name, seconds, shareOfTime, gflop,",
      "                          gflopPerSecond, shareOfPeak",
      "  rest                    seconds and shareOfTime of what is no operation",
      "  peakMemory              bytes, kind (\"resident\", or \"heap\" where the system doesn't say)",
      "  allocatedBytesPerFrame  taken from Java's heap, the restored frame included"
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields.
final class BenchCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "NAME|FILE",
      arity = "0..1",
      defaultValue = "edvr-s-x4",
      description =
          "A model by name ('edvr models list'), or a .pth or .safetensors file (default:"
              + " ${DEFAULT-VALUE}).")
  private String model;

  @Mixin private LoadOptions loading;

  @Option(
      names = "--size",
      paramLabel = "WxH",
      defaultValue = "320x180",
      description = "Size of the frames before they are restored (default: ${DEFAULT-VALUE}).")
  private FrameSize size;

  @Option(
      names = "--frames",
      paramLabel = "N",
      description = "Frames that count (default: those of ten seconds, at least 5).")
  private Optional<Integer> frames;

  @Option(
      names = {"-t", "--tile"},
      paramLabel = "auto|off|N",
      defaultValue = "auto",
      description =
          "Compute frames in overlapping tiles of at most N pixels a side (default: auto, only where"
              + " memory asks for it).")
  private TileSize tile;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads to compute with (default: one per core).")
  private Optional<Integer> threads;

  @Option(names = "--json", description = "Write JSON in place of a table.")
  private boolean json;

  private final Console console;
  private final ModelStore models;

  BenchCommand(Console console, ModelStore models) {
    this.console = console;
    this.models = models;
  }

  @Override
  public Integer call() {
    long begun = System.nanoTime();
    OptionValues.requireAtLeast("--frames", frames.orElse(1), 1);
    int count = OptionValues.threads(threads);
    EdvrCheckpoint checkpoint = loading.load(models.find(model));
    checkpoint.notes().forEach(note -> console.say("warning: " + note));
    Benchmark benchmark =
        new Benchmark(
            model,
            checkpoint,
            size.width(),
            size.height(),
            tile.tiling(checkpoint.config(), Optional.empty()),
            count,
            Optionals.ofInt(frames));
    BenchmarkResult result;
    try (BenchDisplay display = new BenchDisplay(console)) {
      result = benchmark.run(begun, display);
    }
    if (json) {
      console.out().println(Json.of(result));
    } else {
      new BenchTable(result).print(console.out());
    }
    return ExitCode.OK;
  }
}
