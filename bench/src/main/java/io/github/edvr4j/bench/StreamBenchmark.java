package io.github.edvr4j.bench;

import io.github.edvr4j.stream.StreamOptions;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;

/**
 * A stream in its steady state: seconds per frame, and what memory it takes, which must not grow
 * with the frames.
 *
 * <p>Arguments: the model ({@code S}, {@code M}, {@code L} or a model file), rows, columns,
 * threads, frames.
 */
public final class StreamBenchmark {

  /** Frames after which memory is looked at first. */
  private static final int FIRST_LOOK = 10;

  private StreamBenchmark() {}

  public static void main(String[] args) {
    BenchmarkModel model = BenchmarkModel.of(args.length > 0 ? args[0] : "M");
    int height = args.length > 1 ? Integer.parseInt(args[1]) : 180;
    int width = args.length > 2 ? Integer.parseInt(args[2]) : 320;
    int threads =
        args.length > 3 ? Integer.parseInt(args[3]) : Runtime.getRuntime().availableProcessors();
    int frames = args.length > 4 ? Integer.parseInt(args[4]) : 20;
    if (frames <= FIRST_LOOK) {
      throw new IllegalArgumentException("more than %d frames are needed".formatted(FIRST_LOOK));
    }
    NoiseClip clip = new NoiseClip(height, width);
    try (SteadyStream stream = new SteadyStream(model, clip, threads, StreamOptions.DEFAULT)) {
      double[] seconds = new double[frames];
      for (int i = 0; i < FIRST_LOOK; i++) {
        seconds[i] = stream.next();
      }
      String peak = Machine.peakMemory();
      long allocated = allocatedBytes();
      for (int i = FIRST_LOOK; i < frames; i++) {
        seconds[i] = stream.next();
      }
      double garbage = (double) (allocatedBytes() - allocated) / (frames - FIRST_LOOK);
      System.out.println(Machine.describe(StreamBenchmark.class, args));
      // The first ones are slower: code is still being compiled.
      Spread steady = Spread.of(Arrays.copyOfRange(seconds, FIRST_LOOK / 2, frames));
      System.out.printf(
          Locale.ROOT,
          """
          | %s, %dx%d, %d threads | |
          |---|---|
          | seconds a frame | %s |
          | peak memory after %d frames | %s |
          | peak memory after %d frames | %s |
          | allocated per frame | %.2f MB |
          """,
          model.name(),
          width,
          height,
          threads,
          steady.text(3),
          FIRST_LOOK,
          peak,
          frames,
          Machine.peakMemory(),
          garbage / 1e6);
    }
  }

  /** By all threads, those that have ended too. */
  private static long allocatedBytes() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getTotalThreadAllocatedBytes();
  }
}
