package io.github.edvr4j.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.ops.RandomWeights;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Run in a JVM of its own with a heap of 2 GB, in which all of these sizes must work. */
@Tag("small-heap")
class TwoGigabytesTest {

  /** Small, but what takes memory has the 64 channels of every EDVR: enlarging. */
  private static final EdvrConfig CONFIG = new EdvrConfig(8, 3, 2, 1, 1, 1, false, false, true);

  @BeforeEach
  void theHeapIsThatSmall() {
    assertThat(Runtime.getRuntime().maxMemory()).isLessThanOrEqualTo(2L << 30);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 3", "51, 37", "641, 363", "1080, 1920"})
  void isRestored(int height, int width) {
    Frame[] last = {new Frame(1, 1)};
    try (Restorer restorer = new Restorer(CONFIG, new RandomWeights(3), 2)) {
      FrameStream stream =
          restorer.open(restorer.plan(height, width, StreamOptions.DEFAULT), warning -> {});
      Frame grey = new Frame(height, width);
      Arrays.fill(grey.rgb(), 0.5f);
      for (int t = 0; t < 3; t++) {
        stream.push(grey, frame -> last[0] = frame);
      }
      // One frame stays alive while the next is made, as if it were being encoded.
      stream.finish(frame -> last[0] = frame);
    }
    assertThat(last[0].height()).isEqualTo(4 * height);
    assertThat(last[0].width()).isEqualTo(4 * width);
    for (float value : last[0].rgb()) {
      if (!Float.isFinite(value)) {
        throw new AssertionError("a restored frame holds " + value);
      }
    }
  }
}
