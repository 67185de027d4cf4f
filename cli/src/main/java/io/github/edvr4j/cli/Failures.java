package io.github.edvr4j.cli;

import io.github.edvr4j.EdvrException;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns every failure into one line and an exit code: 2 for wrong usage, 1 for the rest. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {

  private final Console console;

  Failures(Console console) {
    this.console = console;
  }

  @Override
  public int handleParseException(ParameterException failure, String[] args) {
    String command = failure.getCommandLine().getCommandSpec().qualifiedName();
    console.say("%s%s (see %s --help)".formatted(message(failure), suggestion(failure), command));
    return ExitCode.USAGE;
  }

  /** The library's own words, without its stutters. */
  private static String message(ParameterException failure) {
    return String.valueOf(failure.getMessage())
        .replaceFirst("^Error: ", "")
        .replace("option option", "option");
  }

  private static String suggestion(ParameterException failure) {
    return failure instanceof UnmatchedArgumentException unmatched
            && !unmatched.getSuggestions().isEmpty()
        ? ", did you mean " + String.join(" or ", unmatched.getSuggestions()) + "?"
        : "";
  }

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    EdvrCommand edvr = (EdvrCommand) command.getCommandSpec().root().userObject();
    if (failure instanceof EdvrException) {
      console.say(String.valueOf(failure.getMessage()));
    } else {
      console.say("internal error, please report it with what --verbose shows: " + failure);
    }
    if (edvr.verbose()) {
      failure.printStackTrace(console.err());
    }
    return failure instanceof EdvrException expected
        ? expected.category().exitCode()
        : ExitCode.SOFTWARE;
  }
}
