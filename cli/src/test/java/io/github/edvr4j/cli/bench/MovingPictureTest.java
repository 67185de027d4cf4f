package io.github.edvr4j.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.edvr4j.stream.Frame;
import org.junit.jupiter.api.Test;

class MovingPictureTest {

  private static final int HEIGHT = 6;
  private static final int WIDTH = 9;

  private static float[] pixel(Frame frame, int y, int x) {
    int at = (y * WIDTH + x) * Frame.CHANNELS;
    return new float[] {frame.rgb()[at], frame.rgb()[at + 1], frame.rgb()[at + 2]};
  }

  @Test
  void everyFrameIsTheOneBeforeMovedByTwoColumnsAndARow() {
    MovingPicture picture = new MovingPicture(HEIGHT, WIDTH);
    Frame before = picture.frame(3);
    Frame after = picture.frame(4);
    assertThat(after).isNotEqualTo(before);
    for (int y = 0; y < HEIGHT - 1; y++) {
      for (int x = 0; x < WIDTH - 2; x++) {
        assertThat(pixel(after, y, x)).isEqualTo(pixel(before, y + 1, x + 2));
      }
    }
    for (float value : after.rgb()) {
      assertThat(value).isBetween(0f, 1f);
    }
  }
}
