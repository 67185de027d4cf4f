package io.github.edvr4j.train.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.train.log.RunHistory.Recovery;
import io.github.edvr4j.train.validation.ValidationReport;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurvesTest {

  @TempDir private Path folder;

  private BufferedImage drawn(RunHistory history, int rows) throws IOException {
    Path file = folder.resolve("curves.png");
    Curves.draw(history, file);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
    BufferedImage picture = ImageIO.read(file.toFile());
    assertThat(picture.getWidth()).isEqualTo(1600);
    assertThat(picture.getHeight()).isEqualTo(600 * rows);
    return picture;
  }

  /** How many colours a chart of the picture has that are neither grey nor nearly so. */
  private static long colours(BufferedImage picture, int chart) {
    int left = chart % 2 * 800;
    int top = chart / 2 * 600;
    return IntStream.range(0, 800 * 600)
        .map(i -> picture.getRGB(left + i % 800, top + i / 800))
        .filter(rgb -> Math.abs((rgb >> 16 & 0xFF) - (rgb & 0xFF)) > 100)
        .distinct()
        .count();
  }

  private static RunHistory history(LongFunction<ValidationReport> validation) {
    return new RunHistory(
        LongStream.rangeClosed(1, 2000)
            .mapToObj(i -> Reports.step(100 * i, 0.05 + 1.0 / i))
            .toList(),
        LongStream.rangeClosed(1, 20).mapToObj(validation).toList(),
        List.of(new Recovery(40_000, "again")));
  }

  private static void assertAllDrawn(BufferedImage picture, int charts) {
    for (int chart = 0; chart < charts; chart++) {
      assertThat(colours(picture, chart)).as("chart " + chart).isPositive();
    }
  }

  @Test
  void aRunIsDrawnInEightCharts() throws IOException {
    assertAllDrawn(drawn(history(i -> Reports.validation(10_000 * i, 2 - 3.0 / i)), 4), 8);
  }

  @Test
  void whereNothingIsKnownOfNeighborsThereAreFour() throws IOException {
    assertAllDrawn(drawn(history(i -> Reports.withoutNeighbors(10_000 * i, 2 - 3.0 / i)), 2), 4);
  }

  @Test
  void whatIsMissingOrNoNumberIsLeftOut() throws IOException {
    BufferedImage picture =
        drawn(
            new RunHistory(
                List.of(Reports.step(100, Double.NaN), Reports.step(200, 0.1)),
                List.of(),
                List.of()),
            2);
    assertThat(colours(picture, 0)).isPositive();
    assertThat(colours(picture, 1)).isZero();
  }

  @Test
  void nothingIsLeftBehindWhereThePictureCannotBeWritten() throws IOException {
    Path taken = Files.createDirectories(folder.resolve("curves.png/in")).resolveSibling("");
    RunHistory history = new RunHistory(List.of(Reports.step(100, 0.1)), List.of(), List.of());
    assertThatThrownBy(() -> Curves.draw(history, taken))
        .isInstanceOf(EdvrException.class)
        .hasMessageContaining("curves.png");
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void aRunThatHasNotBegunIsSaid() {
    assertThatThrownBy(
            () ->
                Curves.draw(
                    new RunHistory(List.of(), List.of(), List.of()), folder.resolve("curves.png")))
        .isInstanceOf(EdvrException.class)
        .hasMessageContaining("a little later");
  }
}
