package io.github.edvr4j.cli;

import io.github.edvr4j.video.SegmentJoin;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The parts that several machines have made in, one video out. */
@Command(
    name = "join",
    description = {
      "Joins the parts of a video that 'edvr restore --segment' has made, on one machine or several.",
      "Nothing is computed: the frames are taken as they were encoded, sound and all else is copied"
          + " from the input."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  edvr restore film.mkv -o better.mkv --segment 1/2     (on one machine)",
      "  edvr restore film.mkv -o better.mkv --segment 2/2     (on another)",
      "  edvr join better.mkv.parts other/better.mkv.parts -o better.mkv"
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields.
final class JoinCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "FOLDER",
      arity = "1..*",
      description = "The folders OUTPUT.parts that 'edvr restore' has made; they stay as they are.")
  private List<Path> folders;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "OUTPUT",
      description = "A video file of the same kind that the parts were made for.")
  private Path output;

  @Option(
      names = "--input",
      paramLabel = "INPUT",
      description =
          "The video that was restored, where it isn't any more (or on this machine) where it was.")
  private Optional<Path> input;

  @Option(names = "-y", description = "Overwrite an existing output.")
  private boolean overwrite;

  private final Console console;

  JoinCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (OnInterrupt _ =
        new OnInterrupt(() -> console.say("interrupted, nothing is joined; the parts stay"))) {
      SegmentJoin.join(
          folders, output, input, overwrite, warning -> console.say("warning: " + warning));
    }
    console.say("joined to %s".formatted(output));
    return ExitCode.OK;
  }
}
