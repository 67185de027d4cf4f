package io.github.edvr4j.cli;

import io.github.edvr4j.cli.doctor.Doctor;
import io.github.edvr4j.report.Region;
import io.github.edvr4j.stream.Padding;
import io.github.edvr4j.video.Part;
import io.github.edvr4j.video.Rational;
import io.github.edvr4j.zoo.ModelStore;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;

/** Where the process starts and ends. */
public final class Main {

  private Main() {}

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] args) {
    // The words are English; with digits and commas of another language, programs couldn't read on.
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    Console console =
        new Console(
            new PrintWriter(System.out, true),
            new PrintWriter(System.err, true),
            Console.isTerminal());
    ModelStore models =
        ModelStore.of(
            Path.of(System.getProperty("edvr.home", "")).resolve("models"),
            variable -> Optional.ofNullable(System.getenv(variable)),
            Path.of(System.getProperty("user.home", "")));
    System.exit(command(console, models).execute(args));
  }

  /** The command line with its messages going to the given console. */
  static CommandLine command(Console console, ModelStore models) {
    CommandLine command =
        new CommandLine(new EdvrCommand())
            .addSubcommand(new RestoreCommand(console, models))
            .addSubcommand(
                new CommandLine(new ModelsCommand())
                    .addSubcommand(new ModelsListCommand(console, models))
                    .addSubcommand(new ModelsShowCommand(console, models))
                    .addSubcommand(new ModelsPullCommand(console, models))
                    .addSubcommand(new ModelsVerifyCommand(console, models))
                    .addSubcommand(new ConvertCommand(console)))
            .addSubcommand(new JoinCommand(console))
            .addSubcommand(new ExportCommand(console, models))
            .addSubcommand(new TrainCommand(console))
            .addSubcommand(
                new CommandLine(new DataCommand()).addSubcommand(new DataCheckCommand(console)))
            .addSubcommand(new ValidateCommand(console, models))
            .addSubcommand(new MetricsCommand(console))
            .addSubcommand(new InspectCommand(console, models))
            .addSubcommand(new CompareCommand(console))
            .addSubcommand(new BenchCommand(console, models))
            .addSubcommand(
                new DoctorCommand(console, new Doctor(models, console.terminal())::examine))
            .addSubcommand(new CompletionCommand(console, models))
            .addSubcommand(new CommandLine.HelpCommand());
    Failures failures = new Failures(console);
    return command
        .registerConverter(Padding.class, new PaddingConverter())
        .registerConverter(Duration.class, Times::parse)
        .registerConverter(Rational.class, FrameRates::parse)
        .registerConverter(OutputSize.class, OutputSize::parse)
        .registerConverter(FrameSize.class, FrameSize::parse)
        .registerConverter(Part.class, SegmentOptions::part)
        .registerConverter(Region.class, Regions::parse)
        .registerConverter(SceneCut.class, SceneCut::parse)
        .registerConverter(TileSize.class, TileSize::parse)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(console.out())
        .setErr(console.err())
        .setExecutionStrategy(failures)
        .setParameterExceptionHandler(failures)
        .setExecutionExceptionHandler(failures);
  }
}
