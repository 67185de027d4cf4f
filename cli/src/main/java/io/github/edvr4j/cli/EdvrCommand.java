package io.github.edvr4j.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command itself, and what all of its subcommands share. */
@Command(
    name = "edvr",
    description = "Restores video with EDVR: every frame from itself and its neighbours.",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    scope = ScopeType.INHERIT,
    sortOptions = false,
    usageHelpAutoWidth = true)
final class EdvrCommand {

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Show details, and where in the program a failure happened.")
  private boolean verbose;

  boolean verbose() {
    return verbose;
  }
}
