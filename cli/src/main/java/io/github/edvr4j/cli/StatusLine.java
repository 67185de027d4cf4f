package io.github.edvr4j.cli;

/** One line that is written anew in place on a terminal; a line of its own where nobody watches. */
final class StatusLine implements AutoCloseable {

  private static final String CLEAR = "\r\033[K";

  private final Console console;
  private String shown = "";

  StatusLine(Console console) {
    this.console = console;
  }

  void show(String text) {
    if (console.terminal()) {
      print(CLEAR + "edvr: " + text);
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
