package io.github.edvr4j.cli;

import io.github.edvr4j.zoo.ModelCheck;
import io.github.edvr4j.zoo.ModelStore;
import io.github.edvr4j.zoo.Sha256;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Parameters;

/** Whether model files are whole. */
@Command(
    name = "verify",
    description =
        "Checks model files: the SHA-256 against the one in the file's name, all names and shapes of"
            + " the network, all values finite.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields.
final class ModelsVerifyCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "NAME|FILE",
      arity = "0..*",
      description = "Models of 'edvr models list' or files (default: all that are here).")
  private List<String> names = List.of();

  private final Console console;
  private final ModelStore models;

  ModelsVerifyCommand(Console console, ModelStore models) {
    this.console = console;
    this.models = models;
  }

  @Override
  public Integer call() {
    List<Path> files = names.isEmpty() ? models.files() : names.stream().map(models::find).toList();
    boolean sound = true;
    for (Path file : files) {
      List<String> problems = ModelCheck.problems(file);
      sound &= problems.isEmpty();
      console.out().println(problems.isEmpty() ? ok(file) : wrong(file, problems));
    }
    return sound ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private static String ok(Path file) {
    return Sha256.inName(file.getFileName().toString()).isPresent()
        ? "ok     %s".formatted(file)
        : "ok     %s (no SHA-256 in its name to compare with)".formatted(file);
  }

  private static String wrong(Path file, List<String> problems) {
    return "wrong  %s: %s".formatted(file, String.join("; ", problems));
  }
}
