package io.github.edvr4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DownloadProgressTest {

  private final StringWriter err = new StringWriter();
  private long nanos;

  private DownloadProgress progress(boolean terminal) {
    PrintWriter writer = new PrintWriter(err, true);
    return new DownloadProgress(new Console(writer, writer, terminal), () -> nanos);
  }

  private void pass(double seconds) {
    nanos += (long) (seconds * TimeUnit.SECONDS.toNanos(1));
  }

  @Test
  void updatesOneLineOnATerminalAndTakesItAway() {
    try (DownloadProgress progress = progress(true)) {
      progress.started(0, OptionalLong.of(10_000_000));
      pass(1);
      progress.received(2_000_000);
      pass(0.05);
      progress.received(3_000_000);
      pass(0.95);
      progress.received(4_000_000);
    }
    assertThat(err.toString())
        .isEqualTo(
            "\r\033[K\033[?7ledvr: 2.0 MB of 10.0 MB (20 %), 2.0 MB/s, 0:04 left\033[?7h"
                + "\r\033[K\033[?7ledvr: 4.0 MB of 10.0 MB (40 %), 2.0 MB/s, 0:03 left\033[?7h"
                + "\r\033[K");
  }

  @Test
  void logsEveryTenSecondsAndCountsOnlyWhatCame() {
    try (DownloadProgress progress = progress(false)) {
      progress.started(6_000_000, OptionalLong.of(10_000_000));
      for (int i = 1; i <= 12; i++) {
        pass(1);
        progress.received(6_000_000 + i * 100_000L);
      }
    }
    assertThat(err.toString().lines())
        .containsExactly(
            "edvr: continuing after 6.0 MB", "edvr: 7.0 MB of 10.0 MB (70 %), 100 kB/s, 0:30 left");
  }

  @Test
  void knowsNoEndWithoutATotal() {
    try (DownloadProgress progress = progress(false)) {
      progress.started(0, OptionalLong.empty());
      pass(10);
      progress.received(812_000);
    }
    assertThat(err.toString().lines()).containsExactly("edvr: 812 kB, 82 kB/s");
  }
}
