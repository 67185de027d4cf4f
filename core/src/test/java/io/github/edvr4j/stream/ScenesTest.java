package io.github.edvr4j.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.ops.RandomWeights;
import io.github.edvr4j.ops.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScenesTest {

  private static final EdvrConfig CONFIG = new EdvrConfig(8, 5, 2, 1, 1, 2, false, false, true);
  private static final Weights WEIGHTS = new RandomWeights(3, 2);

  private final List<String> log = new ArrayList<>();

  /** A texture that moves by a pixel per frame. */
  private static List<Frame> scene(long seed, int count, float brightness) {
    int height = 12;
    int width = 16;
    Random random = new Random(seed);
    float[] texture = new float[(width + count) * Frame.CHANNELS];
    for (int i = 0; i < texture.length; i++) {
      texture[i] = brightness + 0.15f * random.nextFloat();
    }
    List<Frame> frames = new ArrayList<>();
    for (int t = 0; t < count; t++) {
      Frame frame = new Frame(height, width);
      for (int y = 0; y < height; y++) {
        System.arraycopy(texture, t * 3, frame.rgb(), y * width * 3, width * 3);
      }
      frames.add(frame);
    }
    return frames;
  }

  private static List<Frame> through(FrameStream stream, List<Frame> clip) {
    List<Frame> restored = new ArrayList<>();
    clip.forEach(frame -> stream.push(frame, restored::add));
    stream.finish(restored::add);
    return restored;
  }

  private static FrameStream open(Restorer restorer) {
    return restorer.open(restorer.plan(12, 16, StreamOptions.DEFAULT), warning -> {});
  }

  @Test
  void eachSceneIsRestoredAsAClipOfItsOwn() {
    List<List<Frame>> scenes =
        List.of(scene(1, 7, 0.1f), scene(2, 1, 0.7f), scene(3, 5, 0.3f), scene(4, 9, 0.8f));
    List<Frame> clip = scenes.stream().flatMap(List::stream).toList();
    try (Restorer restorer = new Restorer(CONFIG, WEIGHTS, 2)) {
      List<Frame> restored =
          through(new Scenes(open(restorer), Scenes.DEFAULT_THRESHOLD, log::add), clip);
      List<Frame> expected = new ArrayList<>();
      scenes.forEach(scene -> expected.addAll(through(open(restorer), scene)));
      assertThat(restored).isEqualTo(expected);
      assertThat(through(open(restorer), clip)).isNotEqualTo(expected);
    }
    assertThat(log)
        .containsExactly(
            "a new scene begins with frame 7",
            "a new scene begins with frame 8",
            "a new scene begins with frame 13");
  }

  @Test
  void aSecondClipStartsAnew() {
    List<Frame> dark = scene(1, 6, 0.1f);
    List<Frame> bright = scene(2, 6, 0.8f);
    try (Restorer restorer = new Restorer(CONFIG, WEIGHTS, 2)) {
      FrameStream scenes = new Scenes(open(restorer), Scenes.DEFAULT_THRESHOLD, log::add);
      through(scenes, dark);
      assertThat(through(scenes, bright)).isEqualTo(through(open(restorer), bright));
    }
    assertThat(log).isEmpty();
  }

  @Test
  void motionHoweverFastIsNoCut() {
    SceneCuts cuts = new SceneCuts(10);
    Random random = new Random(5);
    // Nothing of a frame is left in the next one: by much, but always by the same.
    for (int t = 0; t < 20; t++) {
      Frame frame = new Frame(32, 32);
      for (int i = 0; i < frame.rgb().length; i++) {
        frame.rgb()[i] = random.nextFloat();
      }
      boolean second = t == 1;
      assertThat(cuts.begins(frame)).as("frame %d", t).isEqualTo(second);
    }
  }

  @Test
  void theThresholdIsAPercentageOfTheRange() {
    for (double step : new double[] {0.05, 0.2}) {
      for (double threshold : new double[] {4, 6, 19, 21}) {
        SceneCuts cuts = new SceneCuts(threshold);
        Frame grey = new Frame(4, 4);
        Frame brighter = new Frame(4, 4);
        java.util.Arrays.fill(brighter.rgb(), (float) step);
        assertThat(cuts.begins(grey)).isFalse();
        assertThat(cuts.begins(grey)).isFalse();
        assertThat(cuts.begins(brighter)).isEqualTo(100 * step > threshold);
        assertThat(cuts.begins(brighter)).isFalse();
      }
    }
  }
}
