package io.github.edvr4j.cli;

import picocli.CommandLine.Option;

/** How the user hears of the work: options of which at most one is given. */
final class ReportOptions {

  /** What {@code --progress} may be. */
  enum Style {
    TEXT,
    JSON
  }

  @Option(
      names = "--progress",
      paramLabel = "text|json",
      description =
          "Lines to read, or for programs: one JSON object a line with the event (plan, progress,"
              + " warning, note, done, skipped); lines that don't begin with { are messages.")
  private Style style = Style.TEXT;

  @Option(
      names = {"-q", "--quiet"},
      description = "Say warnings and errors only.")
  private boolean quiet;

  Progress progress(Console console) {
    if (quiet) {
      return new QuietProgress(console);
    }
    return switch (style) {
      case TEXT -> new ProgressDisplay(console, System::nanoTime);
      case JSON -> new JsonProgress(console, System::nanoTime);
    };
  }
}
