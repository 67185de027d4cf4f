package io.github.edvr4j.resize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.edvr4j.tensor.Shape;
import io.github.edvr4j.tensor.Tensor;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What MATLAB computes is compared in the module of metrics; here, that pictures are the same. */
class BicubicTest {

  private static float[] noise(int values) {
    Random random = new Random(values);
    float[] noise = new float[values];
    for (int i = 0; i < values; i++) {
      noise[i] = random.nextFloat();
    }
    return noise;
  }

  @ParameterizedTest
  @CsvSource({"8, 12, 0.25", "5, 7, 4", "10, 4, 0.5", "3, 3, 1"})
  void aPictureIsResizedAsItsPlanesAre(int height, int width, double scale) {
    float[] pixels = noise(height * width * 3);
    Tensor planes = Tensor.zeros(Shape.of(3, height, width));
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < 3; c++) {
          planes.data()[planes.index(0, c, y, x)] = pixels[(y * width + x) * 3 + c];
        }
      }
    }
    Tensor expected = Bicubic.resize(planes, scale);
    int toHeight = expected.shape().h();
    int toWidth = expected.shape().w();
    float[] resized = Bicubic.resize(pixels, height, width, 3, toHeight, toWidth);
    for (int y = 0; y < toHeight; y++) {
      for (int x = 0; x < toWidth; x++) {
        for (int c = 0; c < 3; c++) {
          assertThat(resized[(y * toWidth + x) * 3 + c])
              .isCloseTo(expected.at(0, c, y, x), within(1e-6f));
        }
      }
    }
  }

  @Test
  void bothDirectionsMayDiffer() {
    // Columns hold a ramp, which bicubic keeps; rows are equal.
    int height = 6;
    int width = 16;
    float[] ramp = new float[height * width];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = i % width;
    }
    float[] resized = Bicubic.resize(ramp, height, width, 1, 9, 8);
    assertThat(resized).hasSize(72);
    for (int y = 0; y < 9; y++) {
      for (int x = 2; x < 6; x++) {
        assertThat(resized[y * 8 + x]).isCloseTo(2 * x + 0.5f, within(1e-5f));
      }
    }
  }

  @Test
  void theSameSizeIsTheSamePicture() {
    float[] pixels = noise(5 * 7 * 3);
    assertThat(Bicubic.resize(pixels, 5, 7, 3, 5, 7)).isEqualTo(pixels);
  }

  @Test
  void refusesWhatIsNoSize() {
    assertThatThrownBy(() -> Bicubic.resize(new float[12], 2, 2, 3, 0, 4))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Bicubic.resize(new float[11], 2, 2, 3, 4, 4))
        .hasMessageContaining("11 values")
        .isInstanceOf(IllegalArgumentException.class);
  }
}
