package io.github.edvr4j.cli;

import io.github.edvr4j.cli.bench.BenchmarkListener;
import java.util.Locale;

/** How far a benchmark is: a line for each phase, which counts its frames on a terminal. */
final class BenchDisplay implements BenchmarkListener, AutoCloseable {

  /** Writing more often would take time from what is measured. */
  private static final long NANOS = 250_000_000;

  private final Console console;
  private final StatusLine status;
  private String phase = "";
  private long lastShown;

  BenchDisplay(Console console) {
    this.console = console;
    status = new StatusLine(console);
  }

  @Override
  public void phase(String what) {
    phase = what;
    status.show(what);
  }

  @Override
  public void frame(int done, double seconds) {
    long now = System.nanoTime();
    if (console.terminal() && now - lastShown > NANOS) {
      lastShown = now;
      status.show(
          String.format(
              Locale.ROOT,
              "%s: %s, the last in %.3f s",
              phase,
              Texts.count(done, "frame"),
              seconds));
    }
  }

  @Override
  public void close() {
    status.close();
  }
}
