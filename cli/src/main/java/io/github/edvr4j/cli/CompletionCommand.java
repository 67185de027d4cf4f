package io.github.edvr4j.cli;

import io.github.edvr4j.zoo.Catalogue;
import io.github.edvr4j.zoo.KnownModel;
import io.github.edvr4j.zoo.ModelStore;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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

  /** Names that a shell takes as they are; others would be carried out by it. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._+-]+");

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
    nameModels(root, modelNames());
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
                .map(name -> name.substring(0, name.lastIndexOf('.')))
                .filter(name -> PLAIN.matcher(name).matches()))
        .toList();
  }

  /** Says where a model is meant. A shell can't ask for the models at every key. */
  private static void nameModels(CommandLine command, List<String> models) {
    CommandSpec spec = command.getCommandSpec();
    for (OptionSpec option : List.copyOf(spec.options())) {
      if (isModel(option)) {
        spec.remove(option);
        spec.addOption(OptionSpec.builder(option).completionCandidates(models).build());
      }
    }
    for (PositionalParamSpec argument : List.copyOf(spec.positionalParameters())) {
      if (isModel(argument)) {
        spec.remove(argument);
        spec.addPositional(
            PositionalParamSpec.builder(argument).completionCandidates(models).build());
      }
    }
    command.getSubcommands().values().forEach(sub -> nameModels(sub, models));
  }

  private static boolean isModel(ArgSpec argument) {
    return MODEL_LABELS.contains(argument.paramLabel()) && argument.group() == null;
  }
}
