package io.github.edvr4j.cli;

import java.io.PrintWriter;

/**
 * Where a command talks to: data to {@code out}, everything said about the work to {@code err}.
 *
 * @param terminal whether a person watches {@code err}, so that a line may be updated in place
 */
record Console(PrintWriter out, PrintWriter err, boolean terminal) {

  /**
   * Whether this process talks to a terminal. A launcher that can ask the system about stderr says
   * so; Java itself only knows of stdin and stdout.
   */
  static boolean isTerminal() {
    String told = System.getProperty("edvr.terminal");
    if (told != null) {
      return Boolean.parseBoolean(told);
    }
    java.io.Console console = System.console();
    return console != null && console.isTerminal();
  }

  /** Says one line about the work. */
  void say(String line) {
    err.println("edvr: " + line);
  }
}
