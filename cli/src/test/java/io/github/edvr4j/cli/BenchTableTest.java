package io.github.edvr4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.edvr4j.cli.bench.BenchmarkResult;
import io.github.edvr4j.cli.bench.BenchmarkResult.Machine;
import io.github.edvr4j.cli.bench.BenchmarkResult.Part;
import io.github.edvr4j.cli.bench.BenchmarkResult.Rest;
import io.github.edvr4j.cli.bench.PeakMemory;
import io.github.edvr4j.engine.Operation;
import io.github.edvr4j.engine.Stage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchTableTest {

  private static List<String> lines(int lanes, PeakMemory memory) {
    BenchmarkResult result =
        new BenchmarkResult(
            "mine",
            320,
            180,
            1280,
            720,
            1,
            1,
            2,
            new Machine("A CPU", 4, "25.0.1", lanes, 320),
            1.916,
            9,
            List.of(0.5, 0.75, 0.25),
            0.5,
            0.25,
            0.75,
            2,
            200,
            400,
            1.25,
            List.of(new Part<>(Stage.FEATURES, 0.1, 0.2, 40, 400, 1.25)),
            List.of(
                new Part<>(Operation.WINOGRAD, 0.25, 0.5, 160, 640, 2),
                new Part<>(Operation.POINTWISE, 0.0125, 0.025, 0, 0, 0)),
            new Rest(0.0004, 0.0008),
            memory,
            11_060_000);
    StringWriter out = new StringWriter();
    new BenchTable(result).print(new PrintWriter(out));
    return out.toString().lines().toList();
  }

  @Test
  void everyPartIsALine() {
    assertThat(lines(16, new PeakMemory(512_300_000, PeakMemory.Kind.RESIDENT)))
        .containsExactly(
            "mine, 320x180 to 1280x720, 2 threads",
            "A CPU, 4 cores, Java 25.0.1, 16 floats an instruction",
            "",
            "speed        2.00 frames a second; one takes 0.500 s (0.250 to 0.750 in 3 frames, after 9"
                + " to warm up)",
            "first frame  after 1.92 s, with loading the model",
            "arithmetic   200.0 GFLOP a frame, 400.0 GFLOP/s: 125.0 % of the peak of 320.0 GFLOP/s",
            "memory       512.3 MB at most; 11.1 MB from the heap for each frame",
            "",
            "stage                        ms a frame   of time      GFLOP    GFLOP/s   of peak",
            "features                          100.0    20.0 %       40.0      400.0   125.0 %",
            "all else                            0.4     0.1 %          -          -         -",
            "",
            "operation                    ms a frame   of time      GFLOP    GFLOP/s   of peak",
            "3x3 convolution (Winograd)        250.0    50.0 %      160.0      640.0   200.0 %",
            "pointwise                          12.5     2.5 %          -          -         -",
            "all else                            0.4     0.1 %          -          -         -",
            "",
            "A minute of 24 fps video at this size takes 12 min on this machine.");
  }

  @Test
  void whatIsMissingIsSaid() {
    assertThat(lines(1, new PeakMemory(80_000_000, PeakMemory.Kind.HEAP)))
        .contains(
            "A CPU, 4 cores, Java 25.0.1, float by float: the Vector API is not in use, see edvr"
                + " doctor",
            "memory       80.0 MB at most on the heap; 11.1 MB from the heap for each frame");
  }

  @ParameterizedTest
  @CsvSource({
    "4.04, 4.0 s",
    "42.4, 42 s",
    "99, 99 s",
    "100, 1.7 min",
    "1260, 21 min",
    "12240, 3.4 h"
  })
  void durationsAreInTheUnitThatSuits(double seconds, String text) {
    assertThat(Texts.duration(seconds)).isEqualTo(text);
  }
}
