package io.github.edvr4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.edvr4j.alignment.Field;
import io.github.edvr4j.alignment.Flow;
import io.github.edvr4j.report.HeatMap.Colours;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Colours, arrows and sheets. */
class DrawingTest {

  private static Flow constant(int height, int width, float dx, float dy) {
    Flow flow = Flow.zeros(height, width);
    Arrays.fill(flow.dx(), dx);
    Arrays.fill(flow.dy(), dy);
    return flow;
  }

  @ParameterizedTest
  @CsvSource({"2, 0, FF0000", "0, 2, FFE500", "-2, 0, 00D0FF", "0, -2, 5800FF", "0, 0, FFFFFF"})
  void everyDirectionHasItsColour(double dx, double dy, String colour) {
    int drawn = new ColourWheel(2).colour(dx, dy);
    int expected = Integer.parseInt(colour, 16);
    for (int shift : new int[] {16, 8, 0}) {
      assertThat(drawn >> shift & 0xFF)
          .as("%06X", drawn)
          .isCloseTo(expected >> shift & 0xFF, within(8));
    }
  }

  @Test
  void shorterIsPalerAndLongerIsDarker() {
    ColourWheel wheel = new ColourWheel(10);
    assertThat(wheel.colour(10, 0)).isEqualTo(0xFF0000);
    assertThat(wheel.colour(5, 0)).isEqualTo(0xFF8080);
    assertThat(wheel.colour(11, 0)).isEqualTo(0xBF0000);
  }

  @Test
  void theLegendHasEveryColourWhereItPointsTo() {
    BufferedImage legend = ColourWheel.legend(101);
    assertThat(legend.getRGB(50, 50)).isEqualTo(0xFFFFFFFF);
    int right = legend.getRGB(98, 50);
    assertThat(right >> 16 & 0xFF).isEqualTo(255);
    assertThat(right & 0xFF).isLessThan(40);
    assertThat(legend.getRGB(0, 0)).as("outside the wheel").isZero();
  }

  @Test
  void heatRisesFromTheFirstToTheLastColour() {
    HeatMap shares = new HeatMap(Colours.VIRIDIS, 2);
    assertThat(shares.colour(0)).isEqualTo(0x440154);
    assertThat(shares.colour(2)).isEqualTo(0xFDE725);
    assertThat(shares.colour(5)).isEqualTo(0xFDE725);
    assertThat(shares.colour(0.8)).isEqualTo(0x2A788E);
    assertThat(new HeatMap(Colours.INFERNO, 1).colour(0)).isEqualTo(0x000004);
  }

  @Test
  void anArrowPointsWhereItsFlowGoes() {
    // One cell of 8x8, of whose full length 4 the flow has 2 to the right and 4 downward.
    String path = new Arrows(8, 4).path(constant(8, 8, 2, 4), 1, 0, 0);
    assertThat(path).startsWith("M4 4l4 8m");
    assertThat(path).containsOnlyOnce("M");
  }

  @Test
  void arrowsOfACoarseFlowStandInThePicturesPixels() {
    String path = new Arrows(8, 4).path(constant(2, 4, 4, 0), 4, 100, 50);
    assertThat(path).startsWith("M104 54l8 0m").contains("M112 54l8 0m");
  }

  @Test
  void anArrowsHeadIsAtItsTip() {
    String path = new Arrows(8, 4).path(constant(8, 8, 4, 0), 1, 0, 0);
    assertThat(path).isEqualTo("M4 4l8 0m-2.4 -1.44l2.4 1.44l-2.4 1.44");
  }

  /** In a small picture, which is shown enlarged. */
  @Test
  void aTinyArrowKeepsItsDirection() {
    String path = new Arrows(1, 4).path(constant(1, 1, 0.4f, 0.2f), 1, 0, 0);
    assertThat(path).startsWith("M0.5 0.5l0.1 0.05m");
  }

  @Test
  void whereNothingMovesThereIsNoArrow() {
    assertThat(new Arrows(8, 4).path(constant(16, 16, 0, 0), 1, 0, 0)).isEmpty();
  }

  @Test
  void aSheetHoldsItsPicturesRowByRow() {
    Sheet sheet = new Sheet(2, 3, 4);
    List<BufferedImage> pictures = List.of(filled(0xFF0000), filled(0x00FF00), filled(0x0000FF));
    BufferedImage drawn = sheet.of(pictures);
    assertThat(drawn.getWidth()).isEqualTo(9).isEqualTo(sheet.width(3));
    assertThat(drawn.getHeight()).isEqualTo(7).isEqualTo(sheet.height(3));
    assertThat(drawn.getRGB(sheet.left(1), sheet.top(1))).isEqualTo(0xFF00FF00);
    assertThat(drawn.getRGB(sheet.left(2), sheet.top(2))).isEqualTo(0xFF0000FF);
    assertThat(drawn.getRGB(4, 0) & 0xFFFFFF).as("between two pictures").isEqualTo(Sheet.GAP);
  }

  @Test
  void aSheetOfHeatKeepsItsColours() {
    HeatMap shares = new HeatMap(Colours.VIRIDIS, 1);
    Field half = Field.zeros(3, 4, 1);
    Arrays.fill(half.values(), 0.5f);
    Sheet sheet = new Sheet(2, 3, 4);
    BufferedImage drawn = sheet.of(List.of(shares.picture(half), shares.picture(half)));
    assertThat(drawn.getRGB(sheet.left(1), 0) & 0xFFFFFF).isEqualTo(shares.colour(0.5));
    assertThat(drawn.getRGB(4, 0) & 0xFFFFFF).as("between two pictures").isEqualTo(Sheet.GAP);
  }

  @Test
  void finePicturesLoseNothingThatIsSeen() throws IOException {
    Flow flow = constant(16, 16, 3, -1);
    for (int y = 0; y < 16; y++) {
      Arrays.fill(flow.dx(), 16 * y, 16 * y + 8, -3);
    }
    BufferedImage drawn = new ColourWheel(4).picture(flow);
    byte[] bytes = PictureFormat.JPEG.bytes(drawn);
    BufferedImage kept = ImageIO.read(new ByteArrayInputStream(bytes));
    for (int x = 0; x < 16; x++) {
      for (int shift : new int[] {16, 8, 0}) {
        assertThat(kept.getRGB(x, 0) >> shift & 0xFF)
            .as("colours beside one another stay apart, at %d", x)
            .isCloseTo(drawn.getRGB(x, 0) >> shift & 0xFF, within(6));
      }
    }
    bytes = PictureFormat.PNG.bytes(drawn);
    kept = ImageIO.read(new ByteArrayInputStream(bytes));
    assertThat(kept.getRGB(4, 0)).isEqualTo(drawn.getRGB(4, 0));
  }

  private static BufferedImage filled(int colour) {
    BufferedImage picture = Rgb.blank(3, 4);
    for (int i = 0; i < 12; i++) {
      picture.setRGB(i % 4, i / 4, colour);
    }
    return picture;
  }

  @Test
  void aPictureMovesAgainstItsFlow() {
    Field ramp = Field.zeros(5, 6, 1);
    for (int i = 0; i < 30; i++) {
      ramp.values()[i] = 10 * (i / 6) + i % 6;
    }
    Field moved = Warp.backward(ramp, constant(5, 6, 1.5f, 1));
    assertThat(moved.at(2, 3, 0)).isEqualTo(34.5f);
    assertThat(moved.at(4, 5, 0)).as("the edge is repeated").isEqualTo(45);
  }

  @ParameterizedTest
  @CsvSource({
    "0.31, 0.5",
    "0.5, 0.5",
    "1.01, 2",
    "73, 100",
    "0, 0.001",
    "NaN, 1e9",
    "Infinity, 1e9"
  })
  void scalesEndAtRoundNumbers(double value, double end) {
    assertThat(Scale.roundedUp(value)).isCloseTo(end, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({"0.0312, 0.031", "0.5, 0.5", "100, 100", "12.345, 12.35", "0, 0"})
  void numbersHaveFewDigits(double value, String text) {
    assertThat(Scale.text(value)).isEqualTo(text);
  }

  @Test
  void equalFeaturesHaveEqualColours() {
    Field reference = Field.zeros(4, 4, 5);
    for (int i = 0; i < reference.values().length; i++) {
      reference.values()[i] = (float) Math.sin(i * i);
    }
    FeatureColours colours = FeatureColours.of(reference);
    Field other = Field.zeros(1, 1, 5);
    System.arraycopy(reference.values(), 7 * 5, other.values(), 0, 5);
    Field picture = colours.picture(reference);
    assertThat(colours.picture(other).values())
        .containsExactly(picture.at(1, 3, 0), picture.at(1, 3, 1), picture.at(1, 3, 2));
    assertThat(variance(picture, 0)).isGreaterThan(0.01);
    assertThat(picture.meanOfChannels(0, 1).mean()).isCloseTo(0.5, within(1e-4));
  }

  private static double variance(Field picture, int channel) {
    double sum = 0;
    for (int i = 0; i < picture.pixels(); i++) {
      double value = picture.values()[i * picture.channels() + channel] - 0.5;
      sum += value * value / picture.pixels();
    }
    return sum;
  }
}
