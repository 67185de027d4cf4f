package io.github.edvr4j.cli.bench;

import io.github.edvr4j.engine.Operation;
import io.github.edvr4j.engine.Stage;
import java.util.List;

/**
 * How fast a model is on this machine, in the steady state of a stream. GFLOP are counted as direct
 * convolution, a multiplication and an addition being two.
 *
 * @param model as the user named it
 * @param width of the frames
 * @param height of the frames
 * @param outputWidth of the restored frames
 * @param outputHeight of the restored frames
 * @param tiles how many a frame is computed in
 * @param computedShare pixels that are computed for one of the frame: what overlapping costs
 * @param threads that compute
 * @param firstFrameSeconds from the command's beginning to the first restored frame
 * @param warmUpFrames that were restored before the frames that count
 * @param frameSeconds of each frame that counts
 * @param medianSeconds of these
 * @param fastestSeconds of these
 * @param slowestSeconds of these
 * @param framesPerSecond by the median
 * @param gflopPerFrame the arithmetic of a frame
 * @param gflopPerSecond by the median
 * @param shareOfPeak that as a share of the machine's peak
 * @param stages the mean frame by stages
 * @param operations the mean frame by operations
 * @param rest of the mean frame: cutting, padding and blending outside the network
 * @param allocatedBytesPerFrame that Java's threads take from the heap, the restored frame included
 */
public record BenchmarkResult(
    String model,
    int width,
    int height,
    int outputWidth,
    int outputHeight,
    int tiles,
    double computedShare,
    int threads,
    Machine machine,
    double firstFrameSeconds,
    int warmUpFrames,
    List<Double> frameSeconds,
    double medianSeconds,
    double fastestSeconds,
    double slowestSeconds,
    double framesPerSecond,
    double gflopPerFrame,
    double gflopPerSecond,
    double shareOfPeak,
    List<Part<Stage>> stages,
    List<Part<Operation>> operations,
    Rest rest,
    PeakMemory peakMemory,
    long allocatedBytesPerFrame) {

  /**
   * Where it was measured.
   *
   * @param cores that this process may use
   * @param lanes floats that one instruction works on; 1 where the Vector API is not in use
   * @param peakGflopPerSecond multiply-adds on registers, with as many threads and lanes
   */
  public record Machine(String cpu, int cores, String java, int lanes, double peakGflopPerSecond) {}

  /**
   * A part of the mean frame.
   *
   * @param shareOfTime between 0 and 1
   * @param gflopPerSecond 0 where no arithmetic is counted
   * @param shareOfPeak above 1 where fewer operations are needed than are counted
   */
  public record Part<E extends Enum<E>>(
      E name,
      double seconds,
      double shareOfTime,
      double gflop,
      double gflopPerSecond,
      double shareOfPeak) {}

  /** What is no part of the network. */
  public record Rest(double seconds, double shareOfTime) {}
}
