package io.github.edvr4j.cli.bench;

import io.github.edvr4j.cli.bench.BenchmarkResult.Machine;
import io.github.edvr4j.cli.bench.BenchmarkResult.Part;
import io.github.edvr4j.cli.bench.BenchmarkResult.Rest;
import io.github.edvr4j.cli.bench.TimedStream.Push;
import io.github.edvr4j.cli.bench.WorkTimes.Sum;
import io.github.edvr4j.cli.doctor.ProcFiles;
import io.github.edvr4j.engine.Engine;
import io.github.edvr4j.engine.Operation;
import io.github.edvr4j.engine.PeakSpeed;
import io.github.edvr4j.engine.Stage;
import io.github.edvr4j.stream.Restorer;
import io.github.edvr4j.stream.StreamOptions;
import io.github.edvr4j.stream.StreamPlan;
import io.github.edvr4j.stream.Tiling;
import io.github.edvr4j.weights.EdvrCheckpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Restores a clip and looks at the clock.
 *
 * @param model the checkpoint's name
 * @param width of the frames
 * @param height of the frames
 * @param frames how many count; where that isn't said, as many as take ten seconds
 */
public record Benchmark(
    String model,
    EdvrCheckpoint checkpoint,
    int width,
    int height,
    Tiling tiling,
    int threads,
    OptionalInt frames) {

  /** The JVM has compiled when frames were not noticeably faster for so long, and so often. */
  private static final Duration SETTLED = Duration.ofSeconds(2);

  private static final int SETTLED_FRAMES = 2;
  private static final double NOTICEABLY = 1.05;

  private static final Duration MEASURED = Duration.ofSeconds(10);
  private static final int LEAST_FRAMES = 5;

  private static final Duration PEAK_SETTLED = Duration.ofMillis(500);

  /** Floating-point operations of a multiply-add, in billions. */
  private static final double GFLOP = 2e-9;

  /**
   * Takes from several seconds to minutes, by the model and the size.
   *
   * @param begun when the user began to wait for the first frame, by {@link System#nanoTime}
   * @throws io.github.edvr4j.EdvrException if the model doesn't fit its own description, or memory
   *     can't suffice
   */
  public BenchmarkResult run(long begun, BenchmarkListener listener) {
    try (Restorer restorer = new Restorer(checkpoint.config(), checkpoint.weights(), threads)) {
      StreamPlan plan = restorer.plan(height, width, StreamOptions.DEFAULT.withTiling(tiling));
      WorkTimes work = new WorkTimes();
      TimedStream stream =
          new TimedStream(
              restorer.open(plan, warning -> {}, work::of), new MovingPicture(height, width));
      listener.phase("restoring the first frame");
      double first = (stream.untilFirst() - begun) / 1e9;
      listener.phase("warming up");
      int warmUp = warmUp(stream, listener);
      listener.phase("measuring");
      work.clear();
      List<Push> measured = measure(stream, listener);
      PeakMemory memory = PeakMemory.ofThisProcess();
      listener.phase("measuring what the processor can do at most");
      return result(plan, first, warmUp, measured, work, machine(), memory);
    }
  }

  private static int warmUp(TimedStream stream, BenchmarkListener listener) {
    int done = 0;
    int noFaster = 0;
    double fastest = Double.POSITIVE_INFINITY;
    long faster = System.nanoTime();
    while (noFaster < SETTLED_FRAMES || System.nanoTime() - faster < SETTLED.toNanos()) {
      Push push = stream.push();
      listener.frame(++done, push.seconds());
      noFaster++;
      if (NOTICEABLY * push.seconds() < fastest) {
        noFaster = 0;
        faster = System.nanoTime();
      }
      fastest = Math.min(fastest, push.seconds());
    }
    return done;
  }

  private List<Push> measure(TimedStream stream, BenchmarkListener listener) {
    List<Push> measured = new ArrayList<>();
    long begin = System.nanoTime();
    while (frames.isPresent()
        ? measured.size() < frames.getAsInt()
        : measured.size() < LEAST_FRAMES || System.nanoTime() - begin < MEASURED.toNanos()) {
      Push push = stream.push();
      measured.add(push);
      listener.frame(measured.size(), push.seconds());
    }
    return measured;
  }

  private Machine machine() {
    try (Engine engine = new Engine(threads)) {
      return new Machine(
          ProcFiles.ofThisMachine().cpu().orElse(System.getProperty("os.arch")),
          Runtime.getRuntime().availableProcessors(),
          Runtime.version().toString(),
          engine.lanes(),
          GFLOP * PeakSpeed.multiplyAddsPerSecond(engine, PEAK_SETTLED));
    }
  }

  private BenchmarkResult result(
      StreamPlan plan,
      double first,
      int warmUp,
      List<Push> measured,
      WorkTimes work,
      Machine machine,
      PeakMemory memory) {
    List<Double> seconds = measured.stream().map(Push::seconds).toList();
    List<Double> sorted = seconds.stream().sorted().toList();
    List<Long> allocated = measured.stream().map(Push::allocated).sorted().toList();
    double median = (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
    double gflop = GFLOP * plan.multiplyAdds();
    double speed = gflop / median;
    Parts parts = Parts.of(seconds, machine.peakGflopPerSecond());
    List<Part<Stage>> stages =
        Stream.of(Stage.values()).map(stage -> parts.part(stage, work.in(stage))).toList();
    double inStages = stages.stream().mapToDouble(Part::seconds).sum();
    return new BenchmarkResult(
        model,
        width,
        height,
        plan.outputWidth(),
        plan.outputHeight(),
        plan.tiles(),
        plan.computedShare(),
        threads,
        machine,
        first,
        warmUp,
        seconds,
        median,
        sorted.getFirst(),
        sorted.getLast(),
        1 / median,
        gflop,
        speed,
        speed / machine.peakGflopPerSecond(),
        stages,
        Stream.of(Operation.values())
            .map(operation -> parts.part(operation, work.in(operation)))
            .toList(),
        new Rest(parts.mean() - inStages, 1 - inStages / parts.mean()),
        memory,
        allocated.get(allocated.size() / 2));
  }

  /**
   * Of sums over all frames to the mean frame.
   *
   * @param mean seconds of a frame
   * @param peak of the machine, in GFLOP/s
   */
  private record Parts(int frames, double mean, double peak) {

    static Parts of(List<Double> seconds, double peak) {
      double sum = seconds.stream().mapToDouble(Double::doubleValue).sum();
      return new Parts(seconds.size(), sum / seconds.size(), peak);
    }

    <E extends Enum<E>> Part<E> part(E name, Sum sum) {
      double seconds = sum.nanos() / 1e9 / frames;
      double gflop = GFLOP * sum.multiplyAdds() / frames;
      // Nothing of that kind may be in a network, and take no time at all.
      double speed = gflop == 0 ? 0 : gflop / seconds;
      return new Part<>(name, seconds, seconds / mean, gflop, speed, speed / peak);
    }
  }
}
