package io.github.edvr4j.cli;

/** One line that is written anew in place on a terminal; a line of its own where nobody watches. */
final class StatusLine implements AutoCloseable {

  private static final String CLEAR = "\r\033[K";

  /** A line that is wrapped can't be taken away again: a narrow terminal cuts it. */
  private static final String NO_WRAP = "\033[?7l";

  private static final String WRAP = "\033[?7h";

  private final Console console;
  private String shown = "";

  StatusLine(Console console) {
    this.console = console;
  }

  void show(String text) {
    if (console.terminal()) {
      print(CLEAR + NO_WRAP + "edvr: " + text + WRAP);
      shown = text;
    } else {
      console.say(text);
    }
  }

  /** Says something else above the line. */
  void say(String text) {
    String last = shown;
    close();
    console.say(text);
    if (!last.isEmpty()) {
      show(last);
    }
  }

  /** Takes the line away, so that what comes next starts on a fresh one. */
  @Override
  public void close() {
    if (!shown.isEmpty()) {
      print(CLEAR);
      shown = "";
    }
  }

  private void print(String text) {
    console.err().print(text);
    console.err().flush();
  }
}
