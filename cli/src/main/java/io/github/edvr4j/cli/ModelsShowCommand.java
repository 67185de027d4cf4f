package io.github.edvr4j.cli;

import io.github.edvr4j.zoo.Catalogue;
import io.github.edvr4j.zoo.KnownModel;
import io.github.edvr4j.zoo.ModelStore;
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
    Optional<KnownModel> known = Catalogue.find(Path.of(model).getFileName().toString());
    known.map(ModelFacts::of).ifPresent(this::print);
    if (known.isPresent() && isAbsent(known.get())) {
      console.say("it is not here yet; fetch it: edvr models pull " + known.get().name());
    } else {
      if (known.isPresent()) {
        console.out().println();
      }
      print(ModelFacts.of(models.find(model)));
    }
    return ExitCode.OK;
  }

  private boolean isAbsent(KnownModel known) {
    return (model.equals(known.name()) || model.equals(known.file()))
        && models.locate(known).isEmpty();
  }

  private void print(Map<String, String> facts) {
    facts.forEach((name, value) -> console.out().println("%-12s%s".formatted(name, value)));
  }
}
