package io.github.edvr4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("narrow")
class DeformableConvolutionAloneTest {

  /** One more digit than is printed. */
  private static final double PRINTED = 0.051;

  private final Map<String, List<double[]>> printed = new LinkedHashMap<>();

  @BeforeEach
  void runMain() throws Exception {
    List<double[]> rows = new ArrayList<>();
    for (String line : MainRun.lines(DeformableConvolutionAlone::main)) {
      if (line.startsWith(" ")) {
        rows.add(
            Arrays.stream(line.strip().split(" +")).mapToDouble(Double::parseDouble).toArray());
      } else {
        rows = new ArrayList<>();
        printed.put(line, rows);
      }
    }
  }

  private double at(String title, int row, int column) {
    List<double[]> rows = Objects.requireNonNull(printed.get(title), title);
    boolean inside = row >= 0 && row < rows.size() && column >= 0 && column < rows.get(0).length;
    return inside ? rows.get(row)[column] : 0;
  }

  private void assertPrinted(String title, Value expected) {
    for (int y = 0; y < 6; y++) {
      for (int x = 0; x < 8; x++) {
        assertThat(at(title, y, x))
            .as("%s at row %d, column %d", title, y, x)
            .isCloseTo(expected.at(y, x), within(PRINTED));
      }
    }
  }

  private interface Value {
    double at(int y, int x);
  }

  /** The cross, moved. */
  private double convolution(int y, int x) {
    return at("picture", y - 1, x)
        + at("picture", y, x - 1)
        + 4 * at("picture", y, x)
        + 2 * at("picture", y, x + 1)
        + 3 * at("picture", y + 1, x);
  }

  @Test
  void theConvolutionIsOne() {
    assertThat(printed.get("picture")).hasSize(6).allMatch(row -> row.length == 8);
    assertPrinted("convolution", this::convolution);
  }

  @Test
  void offsetsOfZeroChangeNothing() {
    assertPrinted("offset 0, 0", this::convolution);
  }

  @Test
  void dyComesFirstAndThenDx() {
    assertPrinted("offset 0, 1", (y, x) -> convolution(y, x + 1));
    assertPrinted("offset 0.5, 0", (y, x) -> (convolution(y, x) + convolution(y + 1, x)) / 2);
  }

  @Test
  void aMaskOfOneHalfHalves() {
    assertPrinted("mask 0.5", (y, x) -> convolution(y, x) / 2);
  }

  @Test
  void theEngineComputesTheSame() {
    assertPrinted("offset 0, 1 by the engine", (y, x) -> at("offset 0, 1", y, x));
    assertThat(printed).hasSize(7);
  }
}
