package io.github.edvr4j.cli;

import io.github.edvr4j.cli.bench.BenchmarkResult;
import io.github.edvr4j.cli.bench.BenchmarkResult.Machine;
import io.github.edvr4j.cli.bench.BenchmarkResult.Part;
import io.github.edvr4j.cli.bench.PeakMemory;
import io.github.edvr4j.cli.doctor.Bytes;
import io.github.edvr4j.engine.Operation;
import io.github.edvr4j.engine.Stage;
import java.io.PrintWriter;
import java.util.Locale;

/** A benchmark for people: what was measured, a line for each part, and what it means. */
record BenchTable(BenchmarkResult result) {

  private static final int MINUTE_AT_24 = 60 * 24;

  void print(PrintWriter out) {
    Machine machine = result.machine();
    out.println(
        "%s, %dx%d to %dx%d%s, %s"
            .formatted(
                result.model(),
                result.width(),
                result.height(),
                result.outputWidth(),
                result.outputHeight(),
                tiles(),
                Texts.count(result.threads(), "thread")));
    out.println(
        "%s, %s, Java %s, %s"
            .formatted(
                machine.cpu(),
                Texts.count(machine.cores(), "core"),
                machine.java(),
                machine.lanes() > 1
                    ? machine.lanes() + " floats an instruction"
                    : "float by float: the Vector API is not in use, see edvr doctor"));
    out.println();
    fact(
        out,
        "speed",
        "%.2f frames a second; one takes %.3f s (%.3f to %.3f in %s, after %d to warm up)",
        result.framesPerSecond(),
        result.medianSeconds(),
        result.fastestSeconds(),
        result.slowestSeconds(),
        Texts.count(result.frameSeconds().size(), "frame"),
        result.warmUpFrames());
    fact(out, "first frame", "after %.2f s, with loading the model", result.firstFrameSeconds());
    fact(
        out,
        "arithmetic",
        "%.1f GFLOP a frame, %.1f GFLOP/s: %s of the peak of %.1f GFLOP/s",
        result.gflopPerFrame(),
        result.gflopPerSecond(),
        percent(result.shareOfPeak()),
        machine.peakGflopPerSecond());
    fact(
        out,
        "memory",
        "%s at most%s; %s from the heap for each frame",
        Bytes.text(result.peakMemory().bytes()),
        result.peakMemory().kind() == PeakMemory.Kind.HEAP ? " on the heap" : "",
        Bytes.text(result.allocatedBytesPerFrame()));
    out.println();
    head(out, "stage");
    result.stages().forEach(part -> part(out, label(part.name()), part));
    rest(out);
    out.println();
    head(out, "operation");
    result.operations().forEach(part -> part(out, label(part.name()), part));
    rest(out);
    out.println();
    out.println(
        "A minute of 24 fps video at this size takes %s on this machine."
            .formatted(Texts.duration(MINUTE_AT_24 * result.medianSeconds())));
    out.flush();
  }

  private String tiles() {
    return result.tiles() == 1
        ? ""
        : String.format(
            Locale.ROOT,
            " in %d tiles (%s of its pixels computed)",
            result.tiles(),
            percent(result.computedShare()));
  }

  private static String label(Stage stage) {
    return stage.name().toLowerCase(Locale.ROOT);
  }

  private static String label(Operation operation) {
    return switch (operation) {
      case WINOGRAD -> "3x3 convolution (Winograd)";
      case CONVOLUTION -> "other convolutions";
      case DEFORMABLE -> "deformable, with offsets";
      case RESAMPLING -> "enlarging and pooling";
      case POINTWISE -> "pointwise";
    };
  }

  private static void fact(PrintWriter out, String name, String text, Object... values) {
    out.println("%-12s ".formatted(name) + String.format(Locale.ROOT, text, values));
  }

  private static void head(PrintWriter out, String parts) {
    row(out, parts, "ms a frame", "of time", "GFLOP", "GFLOP/s", "of peak");
  }

  private static void part(PrintWriter out, String name, Part<?> part) {
    boolean counted = part.gflop() > 0;
    row(
        out,
        name,
        number(1000 * part.seconds()),
        percent(part.shareOfTime()),
        counted ? number(part.gflop()) : "-",
        counted ? number(part.gflopPerSecond()) : "-",
        counted ? percent(part.shareOfPeak()) : "-");
  }

  private void rest(PrintWriter out) {
    row(
        out,
        "all else",
        number(1000 * result.rest().seconds()),
        percent(result.rest().shareOfTime()),
        "-",
        "-",
        "-");
  }

  private static void row(
      PrintWriter out,
      String name,
      String millis,
      String time,
      String gflop,
      String speed,
      String peak) {
    out.println("%-26s %12s %9s %10s %10s %9s".formatted(name, millis, time, gflop, speed, peak));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
