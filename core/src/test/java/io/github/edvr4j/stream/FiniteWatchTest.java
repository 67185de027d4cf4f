package io.github.edvr4j.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.engine.Finite;
import io.github.edvr4j.engine.Stage;
import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.ops.RandomWeights;
import io.github.edvr4j.ops.Weights;
import io.github.edvr4j.resize.Bicubic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A frame for which the network gives no numbers is enlarged without it, and the others aren't. */
class FiniteWatchTest {

  private static final EdvrConfig CONFIG = new EdvrConfig(8, 3, 2, 1, 1, 1, false, false, true);
  private static final int HEIGHT = 6;
  private static final int WIDTH = 9;

  /** Numbers so large that sums of them are not finite, unless bicubic takes them. */
  private static final float HUGE = 2e38f;

  private final List<String> warnings = new ArrayList<>();
  private final List<Frame> restored = new ArrayList<>();

  private static List<Frame> clip(int length) {
    return WindowedDefinition.frames(1, length, HEIGHT, WIDTH);
  }

  private List<Frame> restore(Weights weights, StreamOptions options, List<Frame> clip) {
    restored.clear();
    try (Restorer restorer = new Restorer(CONFIG, weights, 1)) {
      Frame first = clip.getFirst();
      StreamPlan plan = restorer.plan(first.height(), first.width(), options);
      FrameStream stream = restorer.open(plan, warnings::add);
      clip.forEach(frame -> stream.push(frame, restored::add));
      stream.finish(restored::add);
    }
    return List.copyOf(restored);
  }

  private static Frame bicubic(Frame frame) {
    int height = 4 * frame.height();
    int width = 4 * frame.width();
    return new Frame(
        height,
        width,
        Bicubic.resize(frame.rgb(), frame.height(), frame.width(), 3, height, width));
  }

  private static Frame huge(int height, int width, int columns) {
    Frame frame = new Frame(height, width);
    for (int i = 0; i < frame.rgb().length; i++) {
      frame.rgb()[i] = i / 3 % width < columns ? HUGE : 0.5f;
    }
    return frame;
  }

  @ParameterizedTest
  @CsvSource({
    "conv_first.bias, 8, 'the features of frame 0'",
    "pcd_align.cas_dcnpack.bias, 8, 'the alignment of frame 0'",
    "fusion.feat_fusion.bias, 8, 'the fusion of its window'",
    "conv_last.bias, 3, 'the reconstruction'"
  })
  void saysWhichFrameAndStage(String damaged, int values, String stage) {
    for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      warnings.clear();
      Weights weights = new RandomWeights(3).fill(damaged, values, value);
      List<Frame> clip = clip(4);
      assertThat(restore(weights, StreamOptions.DEFAULT.withPadding(Padding.REPLICATE), clip))
          .isEqualTo(clip.stream().map(FiniteWatchTest::bicubic).toList());
      assertThat(warnings.stream().filter(line -> line.startsWith("frame ")))
          .hasSize(4)
          .first()
          .isEqualTo(
              "frame 0: "
                  + stage
                  + " gave values that are no finite numbers; it is enlarged with bicubic instead;"
                  + " these weights may be damaged or made for other material");
    }
  }

  @Test
  void everyFrameIsJudgedByItself() {
    List<Frame> clip = clip(11);
    List<Frame> expected =
        new ArrayList<>(restore(new RandomWeights(3), StreamOptions.DEFAULT, clip));
    assertThat(warnings).isEmpty();
    List<Frame> hard = new ArrayList<>(clip);
    hard.set(5, huge(HEIGHT, WIDTH, WIDTH));
    for (int t = 4; t <= 6; t++) {
      expected.set(t, bicubic(hard.get(t)));
    }
    assertThat(restore(new RandomWeights(3), StreamOptions.DEFAULT, hard)).isEqualTo(expected);
    assertThat(warnings.stream().filter(line -> line.startsWith("frame ")))
        .hasSize(3)
        .allMatch(line -> line.contains(": the features of frame 5 gave values"))
        .extracting(line -> line.substring(0, 8))
        .containsExactly("frame 4:", "frame 5:", "frame 6:");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void oneTileOrViewIsEnoughForTheWholeFrame(boolean selfEnsemble) {
    int height = 40;
    int width = 120;
    List<Frame> clip = new ArrayList<>(WindowedDefinition.frames(1, 5, height, width));
    clip.set(0, huge(height, width, 4));
    StreamOptions options =
        StreamOptions.DEFAULT
            .withTiling(new Tiling.Tiles(60, 12))
            .withSelfEnsemble(selfEnsemble)
            .withPadding(Padding.REPLICATE);
    List<Frame> all = restore(new RandomWeights(3), options, clip);
    assertThat(all.subList(0, 2))
        .isEqualTo(clip.subList(0, 2).stream().map(FiniteWatchTest::bicubic).toList());
    assertThat(all.subList(2, 5))
        .isEqualTo(restore(new RandomWeights(3), options, clip.subList(1, 5)).subList(1, 4));
  }

  private void assertStops(Weights weights, List<Frame> clip, String message) {
    assertThatThrownBy(() -> restore(weights, StreamOptions.DEFAULT.withStrict(true), clip))
        .isInstanceOfSatisfying(
            EdvrException.class,
            e -> assertThat(e.category()).isEqualTo(EdvrException.Category.MODEL))
        .hasMessage(message);
    assertThat(warnings.stream().filter(line -> line.startsWith("frame "))).isEmpty();
  }

  @Test
  void strictStops() {
    List<Frame> clip = new ArrayList<>(clip(7));
    clip.set(5, huge(HEIGHT, WIDTH, WIDTH));
    assertStops(
        new RandomWeights(3),
        clip,
        "frame 4: the features of frame 5 gave values that are no finite numbers; these weights may"
            + " be damaged or made for other material");
    assertThat(restored).hasSize(4);
  }

  @Test
  void weightsThatAreNoNumbersAreNamedAtOnce() {
    RandomWeights weights = new RandomWeights(3).fill("conv_last.bias", 3, Float.NaN);
    String one =
        "the model's conv_last.bias holds values that are no finite numbers; the file is damaged,"
            + " or its training failed";
    assertStops(weights, clip(4), one);
    assertThat(restored).isEmpty();
    restore(weights, StreamOptions.DEFAULT, clip(4));
    assertThat(warnings.getFirst()).isEqualTo(one);

    warnings.clear();
    weights.fill("conv_hr.bias", 64, Float.NEGATIVE_INFINITY);
    assertStops(
        weights,
        clip(4),
        one.replace("conv_last.bias holds", "conv_hr.bias and one other parameter hold"));
    weights.fill("upconv1.weight", 8 * 4 * 8 * 9, Float.NaN);
    assertStops(
        weights,
        clip(4),
        one.replace("conv_last.bias holds", "conv_hr.bias and 2 other parameters hold"));
  }

  @Test
  void aNetworkWithoutEnlargingLeavesTheFrame() {
    EdvrConfig deblurring = new EdvrConfig(8, 3, 2, 1, 1, 1, true, true, true);
    Weights weights = new RandomWeights(3).fill("conv_last.bias", 3, Float.NaN);
    List<Frame> clip = WindowedDefinition.frames(1, 3, 5, 7);
    try (Restorer restorer = new Restorer(deblurring, weights, 1)) {
      FrameStream stream = restorer.open(restorer.plan(5, 7, StreamOptions.DEFAULT), warnings::add);
      clip.forEach(frame -> stream.push(frame, restored::add));
      stream.finish(restored::add);
    }
    assertThat(restored).isEqualTo(clip);
    assertThat(warnings.getLast()).contains("; it is left as it is instead; ");
  }

  @Test
  void manyFramesAreNotAllNamed() {
    FiniteWatch watch = new FiniteWatch(false, 4, warnings::add);
    for (int frame = 0; frame < 100; frame++) {
      watch.notFinite(frame, Stage.FUSE, frame);
    }
    assertThat(warnings).hasSize(13);
    assertThat(warnings.getLast()).startsWith("frame 63: ").endsWith(" (64 frames so far)");
  }

  /** Scenes are clips to a stream, and the user counts frames. */
  @Test
  void framesAreCountedOverAllScenes() {
    Weights weights = new RandomWeights(3).fill("conv_first.bias", 8, Float.NaN);
    try (Restorer restorer = new Restorer(CONFIG, weights, 1)) {
      FrameStream stream =
          restorer.open(
              restorer.plan(HEIGHT, WIDTH, StreamOptions.DEFAULT.withPadding(Padding.REPLICATE)),
              warnings::add);
      for (int scene = 0; scene < 2; scene++) {
        clip(3).forEach(frame -> stream.push(frame, restored::add));
        stream.finish(restored::add);
      }
    }
    assertThat(warnings.stream().filter(line -> line.startsWith("frame ")))
        .hasSize(6)
        .last()
        .asString()
        .startsWith("frame 5: the features of frame 4 gave");
  }

  @Test
  void findsTheOneNumberThatIsNotFinite() {
    Random random = new Random(5);
    for (int length : new int[] {1, 7, 64, 1000}) {
      float[] values = new float[length];
      for (int i = 0; i < length; i++) {
        values[i] = Float.MAX_VALUE * (2 * random.nextFloat() - 1);
      }
      assertThat(Finite.all(values)).isTrue();
      for (float wrong :
          new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
        float[] damaged = Arrays.copyOf(values, length);
        damaged[random.nextInt(length)] = wrong;
        assertThat(Finite.all(damaged)).isFalse();
      }
    }
  }
}
