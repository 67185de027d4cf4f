package io.github.edvr4j.cli;

/** One line that is written anew in place on a terminal; a line of its own where nobody watches. */
final class StatusLine implements AutoCloseable {

  private final Console console;
  private boolean shown;

  StatusLine(Console console) {
    this.console = console;
  }

  void show(String text) {
    if (console.terminal()) {
      console.err().print("\r\033[Kedvr: " + text);
      console.err().flush();
      shown = true;
    } else {
      console.say(text);
    }
  }

  /** Takes the line away, so that what comes next starts on a fresh one. */
  @Override
  public void close() {
    if (shown) {
      console.err().print("\r\033[K");
      console.err().flush();
      shown = false;
    }
  }
}
