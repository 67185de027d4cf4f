package io.github.edvr4j.cli;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** An option file in, a model out. */
@Command(
    name = "train",
    description = {
      "Trains a model as an option file of BasicSR says, and leaves what comes of it in"
          + " experiments/NAME: models that restore and BasicSR take, states to go on from, a log"
          + " and TensorBoard's events (tb_logger/NAME).",
      "Ctrl-C saves before it ends."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  edvr train my.yml",
      "  edvr train my.yml --resume --set train:total_iter=300000",
      "  edvr train --plot experiments/my"
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields.
final class TrainCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "OPTIONS.yml",
      arity = "0..1",
      description = "What is trained, on what and how.")
  private Optional<Path> options;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Takes an option from here instead of from the file, such as train:optim_g:lr=1e-4; may"
              + " be given several times.")
  private List<String> settings = List.of();

  @ArgGroup(exclusive = true)
  private Start start = new Start();

  @Option(
      names = "--device",
      paramLabel = "cpu|cuda",
      defaultValue = "cpu",
      description = "Where to compute (default: ${DEFAULT-VALUE}).")
  private ComputeDevice device;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads to compute with (default: one per core).")
  private Optional<Integer> threads;

  @Option(
      names = "--plot",
      paramLabel = "RUN_FOLDER",
      description =
          "Trains nothing: draws the loss, the gain over bicubic, the offsets, the learning rate"
              + " and the temporal gain of a run, which may be going on.")
  private Optional<Path> plot;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE.png",
      description = "The picture that --plot draws (default: curves.png in the run's folder).")
  private Optional<Path> output;

  @ParentCommand private EdvrCommand edvr;

  /** What becomes of an earlier run of the same name. */
  static final class Start {

    @Option(names = "--resume", description = "Go on where a run of this name ended.")
    private boolean resume;

    @Option(
        names = "--fresh",
        description = "Begin anew, and keep an earlier run of this name as NAME_archived_TIME.")
    private boolean fresh;
  }

  private final Console console;

  TrainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    OptionValues.threads(threads);
    if (options.isPresent() == plot.isPresent()) {
      throw new EdvrException(
          Category.USAGE,
          "give either an option file to train, or --plot RUN_FOLDER to draw a run");
    }
    if (plot.isPresent()) {
      Path file = output.orElse(plot.get().resolve("curves.png"));
      TrainingPlot.draw(plot.get(), file);
      console.out().println(file);
      return ExitCode.OK;
    }
    if (output.isPresent()) {
      throw new EdvrException(
          Category.USAGE, "-o belongs to --plot; a run's folder follows from its name");
    }
    try {
      new TrainingSession(
              options.get(), all(), device, threads, start.fresh, edvr.verbose(), console)
          .run();
    } catch (OutOfMemoryError e) {
      throw outOfMemory(e);
    } catch (RuntimeException e) {
      throw isOutOfMemory(e) ? outOfMemory(e) : e;
    }
    return ExitCode.OK;
  }

  /** What libtorch says when the memory of the machine, or of a GPU, does not suffice. */
  static boolean isOutOfMemory(RuntimeException failure) {
    String message = String.valueOf(failure.getMessage());
    return !(failure instanceof EdvrException)
        && (message.contains("out of memory") || message.contains("not enough memory"));
  }

  private static EdvrException outOfMemory(Throwable cause) {
    return new EdvrException(
        Category.MEMORY,
        "the memory doesn't suffice (%s); lower datasets:train:batch_size_per_gpu or gt_size"
            .formatted(String.valueOf(cause.getMessage()).lines().findFirst().orElse("")),
        cause);
  }

  private List<String> all() {
    List<String> all = new ArrayList<>(settings);
    if (start.resume) {
      all.add("path:auto_resume=true");
    }
    if (start.fresh) {
      all.add("path:auto_resume=false");
      all.add("path:resume_state=~");
    }
    return all;
  }
}
