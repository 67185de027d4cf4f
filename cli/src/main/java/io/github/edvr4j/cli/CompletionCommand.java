package io.github.edvr4j.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
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

  private static final String MODEL = "--model";

  /** What picocli's script says to offer no file names, though most of our values are some. */
  private static final String NO_FILE_NAMES =
      "  type compopt &>/dev/null && compopt +o default" + System.lineSeparator();

  @Spec private CommandSpec self;

  private final Console console;
  private final Supplier<List<String>> models;

  CompletionCommand(Console console, Supplier<List<String>> models) {
    this.console = console;
    this.models = models;
  }

  @Override
  public Integer call() {
    CommandLine root = self.root().commandLine();
    nameValues(root, models.get());
    String script = AutoComplete.bash(root.getCommandName(), root).replace(NO_FILE_NAMES, "");
    console.out().print(script);
    console.out().flush();
    return ExitCode.OK;
  }

  /**
   * Says which values an option takes. A shell can't ask for the models at every key: it is told
   * those that are here now. Enums are read in lower case.
   */
  private static void nameValues(CommandLine command, List<String> models) {
    CommandSpec spec = command.getCommandSpec();
    for (OptionSpec option : List.copyOf(spec.options())) {
      if (List.of(option.names()).contains(MODEL)) {
        offer(spec, option, models);
      } else if (option.completionCandidates() != null) {
        List<String> names = new ArrayList<>();
        option.completionCandidates().forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        offer(spec, option, names);
      }
    }
    command.getSubcommands().values().forEach(sub -> nameValues(sub, models));
  }

  private static void offer(CommandSpec spec, OptionSpec option, List<String> values) {
    spec.remove(option);
    spec.addOption(OptionSpec.builder(option).completionCandidates(values).build());
  }
}
