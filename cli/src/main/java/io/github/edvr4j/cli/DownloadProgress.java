package io.github.edvr4j.cli;

import io.github.edvr4j.cli.doctor.Bytes;
import io.github.edvr4j.zoo.DownloadListener;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * How much of a file has come: updated in place on a terminal, else now and then. May be closed by
 * another thread.
 */
final class DownloadProgress implements DownloadListener, AutoCloseable {

  private static final double SECOND = 1e9;
  private static final double TERMINAL_SECONDS = 0.1;
  private static final double LOG_SECONDS = 10;

  private final Console console;
  private final LongSupplier nanos;
  private final StatusLine line;
  private OptionalLong total = OptionalLong.empty();
  private long kept;
  private long start;
  private long lastShown;
  private boolean closed;

  /**
   * @param nanos the clock, in nanoseconds
   */
  DownloadProgress(Console console, LongSupplier nanos) {
    this.console = console;
    this.nanos = nanos;
    line = new StatusLine(console);
  }

  @Override
  public synchronized void started(long kept, OptionalLong total) {
    this.kept = kept;
    this.total = total;
    start = nanos.getAsLong();
    lastShown = start;
    if (kept > 0) {
      console.say("continuing after " + Bytes.text(kept));
    }
  }

  @Override
  public synchronized void received(long bytes) {
    long now = nanos.getAsLong();
    double interval = console.terminal() ? TERMINAL_SECONDS : LOG_SECONDS;
    if (!closed && (now - lastShown) / SECOND >= interval) {
      lastShown = now;
      line.show(describe(bytes, (now - start) / SECOND));
    }
  }

  private String describe(long bytes, double seconds) {
    double rate = (bytes - kept) / seconds;
    String speed = ", " + Bytes.text((long) rate) + "/s";
    return total.isEmpty()
        ? Bytes.text(bytes) + speed
        : "%s of %s (%d %%)%s, %s left"
            .formatted(
                Bytes.text(bytes),
                Bytes.text(total.getAsLong()),
                100 * bytes / total.getAsLong(),
                speed,
                Texts.clock((total.getAsLong() - bytes) / rate));
  }

  @Override
  public synchronized void close() {
    closed = true;
    line.close();
  }
}
