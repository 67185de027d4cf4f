package io.github.edvr4j.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FlipTest {

  @ParameterizedTest
  @EnumSource
  void everyPixelGoesToItsPlaceAndBack(Flip flip) {
    boolean leftRight = flip == Flip.LEFT_RIGHT || flip == Flip.BOTH;
    boolean upDown = flip == Flip.UP_DOWN || flip == Flip.BOTH;
    Random random = new Random(3);
    for (int height = 1; height < 5; height++) {
      for (int width = 1; width < 6; width++) {
        float[] pixels = new float[height * width * 3];
        for (int i = 0; i < pixels.length; i++) {
          pixels[i] = random.nextFloat();
        }
        float[] flipped = pixels.clone();
        flip.apply(flipped, height, width);
        for (int y = 0; y < height; y++) {
          for (int x = 0; x < width; x++) {
            int from = (upDown ? height - 1 - y : y) * width + (leftRight ? width - 1 - x : x);
            for (int c = 0; c < 3; c++) {
              assertThat(flipped[(y * width + x) * 3 + c]).isEqualTo(pixels[from * 3 + c]);
            }
          }
        }
        flip.apply(flipped, height, width);
        assertThat(flipped).isEqualTo(pixels);
      }
    }
  }
}
