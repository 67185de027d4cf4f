package io.github.edvr4j.cli;

import io.github.edvr4j.zoo.Catalogue;
import io.github.edvr4j.zoo.KnownModel;
import io.github.edvr4j.zoo.ModelStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Parameters;

/** All about one model. */
@Command(name = "show", description = "Shows what is known of a model and what its file holds.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields.
final class ModelsShowCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "NAME|FILE",
      description = "A model of 'edvr models list', or a .pth or .safetensors file.")
  private String model;

  private final Console console;
  private final ModelStore models;

  ModelsShowCommand(Console console, ModelStore models) {
    this.console = console;
    this.models = models;
  }

  @Override
  public Integer call() {
    Optional<KnownModel> named = Catalogue.find(model);
    if (named.isPresent() && isAbsent(named.get())) {
      print(ModelFacts.of(named.get()));
      console.say("it is not here yet; fetch it: edvr models pull " + named.get().name());
      return ExitCode.OK;
    }
    Path file = models.find(model);
    Catalogue.find(file.getFileName().toString())
        .ifPresent(
            known -> {
              print(ModelFacts.of(known));
              console.out().println();
            });
    print(ModelFacts.of(file));
    return ExitCode.OK;
  }

  /** It neither lies where models are looked for nor in the folder that the user is in. */
  private boolean isAbsent(KnownModel known) {
    return known.origin().isPresent()
        && models.locate(known).isEmpty()
        && !Files.exists(Path.of(model));
  }

  private void print(Map<String, String> facts) {
    facts.forEach((name, value) -> console.out().println("%-12s%s".formatted(name, value)));
  }
}
