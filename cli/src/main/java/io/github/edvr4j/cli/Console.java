package io.github.edvr4j.cli;

import java.io.PrintWriter;

/**
 * Where a command talks to: data to {@code out}, everything said about the work to {@code err}.
 *
 * @param terminal whether a person watches {@code err}, so that a line may be updated in place
 */
record Console(PrintWriter out, PrintWriter err, boolean terminal) {

  /** Whether this process talks to a terminal: the launcher asks the system about stderr. */
  static boolean isTerminal() {
    return Boolean.getBoolean("edvr.terminal");
  }

  /** Says one line about the work. */
  void say(String line) {
    err.println("edvr: " + line);
  }
}
