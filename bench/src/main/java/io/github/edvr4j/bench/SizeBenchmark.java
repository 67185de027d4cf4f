package io.github.edvr4j.bench;

import io.github.edvr4j.stream.StreamOptions;
import io.github.edvr4j.stream.StreamPlan;
import io.github.edvr4j.stream.Tiling;
import java.util.List;
import java.util.Locale;

/**
 * How the time of a frame grows with its size: whole frames, and 1080x1920 in the tiles that are
 * chosen where Java may use so much memory. The size that all are compared with is measured at both
 * ends of the run.
 *
 * <p>Arguments: the model ({@code S}, {@code M}, {@code L} or a model file), threads, frames of
 * each size, gigabytes for the tiles where that is not all that Java may use.
 */
public final class SizeBenchmark {

  private record Size(int height, int width) {}

  private record Measured(StreamPlan plan, Spread seconds) {

    double perPixel() {
      return seconds.median() / plan.height() / plan.width();
    }

    String row(double reference) {
      return String.format(
          Locale.ROOT,
          "| %dx%d | %d of %dx%d | %s | %.2f | %s | %.1f | %.2f |%n",
          plan.height(),
          plan.width(),
          plan.tiles(),
          plan.tileHeight(),
          plan.tileWidth(),
          plan.keepsFeatures() ? "once" : "in each window",
          plan.computedShare(),
          seconds.text(3),
          perPixel() * 1e6,
          perPixel() / reference);
    }
  }

  private static final Size REFERENCE = new Size(180, 320);
  private static final Size TILED = new Size(1080, 1920);
  private static final List<Size> WHOLE =
      List.of(new Size(90, 160), new Size(270, 480), new Size(360, 640), new Size(540, 960));

  /** Frames before those that count: the first brings out several, and code is compiled. */
  private static final int WARMUP = 2;

  private final BenchmarkModel model;
  private final int threads;
  private final int frames;

  private SizeBenchmark(BenchmarkModel model, int threads, int frames) {
    this.model = model;
    this.threads = threads;
    this.frames = frames;
  }

  public static void main(String[] args) {
    BenchmarkModel model = BenchmarkModel.of(args.length > 0 ? args[0] : "M");
    int threads =
        args.length > 1 ? Integer.parseInt(args[1]) : Runtime.getRuntime().availableProcessors();
    int frames = args.length > 2 ? Integer.parseInt(args[2]) : 5;
    StreamOptions tiled =
        args.length > 3
            ? StreamOptions.DEFAULT.withMemory((long) (1e9 * Double.parseDouble(args[3])))
            : StreamOptions.DEFAULT;
    System.out.println(Machine.describe(SizeBenchmark.class, args));
    System.out.printf(
        """
        | %s, %d threads | tiles | features | computed per pixel | seconds a frame | µs per pixel | per pixel, relative |
        |---|---|---|---|---|---|---|
        """,
        model.name(), threads);
    new SizeBenchmark(model, threads, frames).run(tiled);
  }

  /** Prints a row for each size as soon as it is measured: the large ones take minutes. */
  private void run(StreamOptions tiled) {
    StreamOptions whole = StreamOptions.DEFAULT.withTiling(new Tiling.Off());
    // What is measured first is measured while code is compiled.
    measure(REFERENCE, whole);
    Measured reference = measure(REFERENCE, whole);
    print(reference, reference);
    for (Size size : WHOLE) {
      print(measure(size, whole), reference);
    }
    print(measure(TILED, tiled), reference);
    print(measure(REFERENCE, whole), reference);
  }

  private static void print(Measured measured, Measured reference) {
    System.out.print(measured.row(reference.perPixel()));
  }

  private Measured measure(Size size, StreamOptions options) {
    NoiseClip clip = new NoiseClip(size.height(), size.width());
    try (SteadyStream stream = new SteadyStream(model, clip, threads, options)) {
      for (int i = 0; i < WARMUP; i++) {
        stream.next();
      }
      double[] seconds = new double[frames];
      for (int i = 0; i < frames; i++) {
        seconds[i] = stream.next();
      }
      return new Measured(stream.plan(), Spread.of(seconds));
    }
  }
}
