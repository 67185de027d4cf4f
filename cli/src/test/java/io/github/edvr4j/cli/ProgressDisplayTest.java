package io.github.edvr4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressDisplayTest {

  private final StringWriter err = new StringWriter();
  private long nanos;

  private ProgressDisplay display(boolean terminal, OptionalLong total) {
    PrintWriter writer = new PrintWriter(err, true);
    ProgressDisplay display =
        new ProgressDisplay(new Console(writer, writer, terminal), () -> nanos);
    display.start(total, 0);
    return display;
  }

  private void pass(double seconds) {
    nanos += (long) (seconds * TimeUnit.SECONDS.toNanos(1));
  }

  private List<String> lines() {
    return err.toString().lines().toList();
  }

  @Test
  void logsEveryTenthWithRateAndTimeLeft() {
    try (ProgressDisplay display = display(false, OptionalLong.of(200))) {
      for (int frame = 1; frame <= 200; frame++) {
        pass(0.25);
        display.frames(frame);
      }
    }
    assertThat(lines())
        .hasSize(9)
        .startsWith("edvr: 20/200 frames (10 %), 4.00 frames/s, 0:45 left")
        .endsWith("edvr: 180/200 frames (90 %), 4.00 frames/s, 0:05 left");
  }

  @Test
  void logsEveryTenSecondsWhereFramesAreSlow() {
    try (ProgressDisplay display = display(false, OptionalLong.of(1000))) {
      for (int frame = 1; frame <= 5; frame++) {
        pass(6);
        display.frames(frame);
      }
    }
    assertThat(lines())
        .containsExactly(
            "edvr: 2/1000 frames (0 %), 0.17 frames/s, 1:39:48 left",
            "edvr: 4/1000 frames (0 %), 0.17 frames/s, 1:39:36 left");
  }

  @Test
  void logsWithoutATotal() {
    try (ProgressDisplay display = display(false, OptionalLong.empty())) {
      pass(10);
      display.frames(30);
    }
    assertThat(lines()).containsExactly("edvr: 30 frames, 3.00 frames/s");
  }

  /** As of a part of a film that has fewer segments than parts. */
  @Test
  void nothingIsToBeDone() {
    try (ProgressDisplay display = display(true, OptionalLong.of(0))) {
      pass(1);
      display.finished("out.mp4");
    }
    assertThat(err.toString()).contains("edvr: 0 frames").contains("0 frames in 0:01");
  }

  @Test
  void forgetsATotalThatWasWrong() {
    try (ProgressDisplay display = display(true, OptionalLong.of(1))) {
      pass(1);
      display.frames(1);
      pass(1);
      display.frames(2);
    }
    assertThat(err.toString()).contains("1/1 frames (100 %)").contains("edvr: 2 frames, 1.00");
  }

  @Test
  void rateIsThatOfTheLastFrames() {
    try (ProgressDisplay display = display(false, OptionalLong.of(100))) {
      pass(100);
      for (int frame = 1; frame <= 50; frame++) {
        display.frames(frame);
        pass(0.5);
      }
    }
    assertThat(lines()).endsWith("edvr: 50/100 frames (50 %), 2.00 frames/s, 0:25 left");
  }

  @Test
  void updatesOneLineOnATerminalAndTakesItAway() {
    try (ProgressDisplay display = display(true, OptionalLong.of(4))) {
      pass(1);
      display.frames(1);
      pass(0.01);
      display.frames(2);
      pass(1);
      display.frames(3);
    }
    assertThat(err.toString())
        .isEqualTo(
            shown("0/4 frames (0 %)")
                + shown("1/4 frames (25 %), 1.00 frames/s, 0:03 left")
                + shown("3/4 frames (75 %), 1.49 frames/s, 0:01 left")
                + "\r\033[K");
  }

  /**
   * Cut where the terminal ends: of a line that goes over two, only the second could be cleared.
   */
  private static String shown(String line) {
    return "\r\033[K\033[?7ledvr: " + line + "\033[?7h";
  }

  @Test
  void saysAWarningOnceAboveTheLine() {
    try (ProgressDisplay display = display(true, OptionalLong.of(4))) {
      pass(1);
      display.frames(1);
      display.warn("large offsets");
      display.warn("large offsets");
    }
    assertThat(err.toString())
        .containsOnlyOnce(
            "\r\033[Kedvr: warning: large offsets\n"
                + shown("1/4 frames (25 %), 1.00 frames/s, 0:03 left"));
  }

  @Test
  void clockReadsAsPeopleDo() {
    assertThat(List.of(7.4, 59.6, 754.0, 3723.0).stream().map(Texts::clock))
        .containsExactly("0:07", "1:00", "12:34", "1:02:03");
  }
}
