package io.github.edvr4j.cli;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import java.io.File;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns every failure into one line and an exit code: 2 for wrong usage, 1 for the rest. */
final class Failures
    implements IExecutionStrategy, IParameterExceptionHandler, IExecutionExceptionHandler {

  private final Console console;

  Failures(Console console) {
    this.console = console;
  }

  /** Runs a command; one that can do with less memory says so itself. */
  @Override
  public int execute(ParseResult parsed) {
    try {
      return new RunLast().execute(parsed);
    } catch (OutOfMemoryError e) {
      EdvrException failure =
          new EdvrException(
              Category.MEMORY,
              "the %d MB of memory that Java may use don't suffice; let it use more with JAVA_TOOL_OPTIONS=-Xmx…g"
                  .formatted(Runtime.getRuntime().maxMemory() >> 20),
              e);
      CommandLine command = parsed.commandSpec().commandLine();
      throw new ExecutionException(command, failure.getMessage(), failure);
    }
  }

  @Override
  public int handleParseException(ParameterException failure, String[] args) {
    String command = failure.getCommandLine().getCommandSpec().qualifiedName();
    ParameterException first = cause(failure);
    console.say("%s%s (see %s --help)".formatted(message(first), suggestion(first), command));
    return ExitCode.USAGE;
  }

  /** What is missing may have been given, but taken for an option that nobody knows. */
  private static ParameterException cause(ParameterException failure) {
    List<String> unknown = failure.getCommandLine().getUnmatchedArguments();
    return failure instanceof MissingParameterException && !unknown.isEmpty()
        ? new UnmatchedArgumentException(failure.getCommandLine(), unknown)
        : failure;
  }

  /** The library's own words, without its stutters. */
  private static String message(ParameterException failure) {
    return String.valueOf(failure.getMessage())
        .replaceFirst("^Error: ", "")
        .replace("option option", "option");
  }

  private static String suggestion(ParameterException failure) {
    if (!(failure instanceof UnmatchedArgumentException unmatched)) {
      return "";
    }
    String name = unmatched.getUnmatched().getFirst();
    if (name.startsWith("-") && new File(name).exists()) {
      return "; the file of that name is ." + File.separator + name;
    }
    return unmatched.getSuggestions().isEmpty()
        ? ""
        : ", did you mean " + String.join(" or ", unmatched.getSuggestions()) + "?";
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
