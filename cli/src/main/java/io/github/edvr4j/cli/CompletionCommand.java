package io.github.edvr4j.cli;

import io.github.edvr4j.zoo.Catalogue;
import io.github.edvr4j.zoo.KnownModel;
import io.github.edvr4j.zoo.ModelStore;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Spec;

/** The command line described to a shell. */
@Command(
    name = "completion",
    description = {
      "Prints what bash and zsh need to complete commands, options and model names.",
      "For this shell: source <(edvr completion). For all to come: edvr completion >"
          + " ~/.edvr-completion, and in ~/.bashrc or ~/.zshrc: source ~/.edvr-completion. Write it"
          + " anew when there are new models."
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields.
final class CompletionCommand implements Callable<Integer> {

  /** How the help writes what is a model. */
  private static final Set<String> MODEL_LABELS = Set.of("NAME", "NAME|FILE");

  /** What picocli's script says to offer no file names, though most of our values are some. */
  private static final String NO_FILE_NAMES =
      "  type compopt &>/dev/null && compopt +o default" + System.lineSeparator();

  @Spec private CommandSpec self;

  private final Console console;
  private final ModelStore models;

  CompletionCommand(Console console, ModelStore models) {
    this.console = console;
    this.models = models;
  }

  @Override
  public Integer call() {
    CommandLine root = self.root().commandLine();
    nameValues(root, modelNames());
    String script = AutoComplete.bash(root.getCommandName(), root).replace(NO_FILE_NAMES, "");
    console.out().print(script);
    console.out().flush();
    return ExitCode.OK;
  }

  /** Those that are known, here or not, and the user's own. */
  private List<String> modelNames() {
    return Stream.concat(
            Catalogue.models().stream().map(KnownModel::name),
            models.others().stream()
                .map(file -> file.getFileName().toString())
                .map(name -> name.substring(0, name.lastIndexOf('.'))))
        .toList();
  }

  /**
   * Says which values a command takes. A shell can't ask for the models at every key: it is told
   * their names now. Enums are read in lower case.
   */
  private static void nameValues(CommandLine command, List<String> models) {
    CommandSpec spec = command.getCommandSpec();
    for (OptionSpec option : List.copyOf(spec.options())) {
      values(option, models)
          .ifPresent(
              values -> {
                spec.remove(option);
                spec.addOption(OptionSpec.builder(option).completionCandidates(values).build());
              });
    }
    for (PositionalParamSpec argument : List.copyOf(spec.positionalParameters())) {
      values(argument, models)
          .ifPresent(
              values -> {
                spec.remove(argument);
                spec.addPositional(
                    PositionalParamSpec.builder(argument).completionCandidates(values).build());
              });
    }
    command.getSubcommands().values().forEach(sub -> nameValues(sub, models));
  }

  private static Optional<List<String>> values(ArgSpec argument, List<String> models) {
    if (MODEL_LABELS.contains(argument.paramLabel())) {
      return Optional.of(models);
    }
    return Optional.ofNullable(argument.completionCandidates())
        .map(
            candidates ->
                StreamSupport.stream(candidates.spliterator(), false)
                    .map(name -> name.toLowerCase(Locale.ROOT))
                    .toList());
  }
}
