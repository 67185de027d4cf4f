package io.github.edvr4j.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.edvr4j.engine.Engine;
import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.ops.RandomWeights;
import io.github.edvr4j.ops.Weights;
import io.github.edvr4j.tensor.Tensors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A stream, which computes each frame's features once, equals the definition by windows. */
@Tag("narrow")
class RestorationStreamTest {

  /** The stream adds the halves of a few sums in another order than the whole network does. */
  private static final double TOLERANCE = 2e-5;

  private static final Engine ENGINE = new Engine(2);

  /** With these, every frame of a window counts. */
  private static final Weights WEIGHTS = new RandomWeights(3, 2);

  /** For deeper networks, in which offsets would become wild. */
  private static final Weights CALM_WEIGHTS = new RandomWeights(3);

  private final List<String> warnings = new ArrayList<>();

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  /** x4 with TSA. */
  private static EdvrConfig config(int frames) {
    return config(frames, frames / 2);
  }

  private static EdvrConfig config(int frames, int centre) {
    return new EdvrConfig(8, frames, 2, 1, 1, centre, false, false, true);
  }

  private List<Frame> stream(EdvrConfig config, Padding padding, List<Frame> clip) {
    return stream(config, padding, clip, WEIGHTS);
  }

  private List<Frame> stream(
      EdvrConfig config, Padding padding, List<Frame> clip, Weights weights) {
    List<Frame> restored = new ArrayList<>();
    try (Restorer restorer = new Restorer(config, weights, 2)) {
      Frame first = clip.getFirst();
      FrameStream stream = open(restorer, first.height(), first.width(), padding);
      clip.forEach(frame -> stream.push(frame, restored::add));
      stream.finish(restored::add);
    }
    return restored;
  }

  private FrameStream open(Restorer restorer, int height, int width, Padding padding) {
    StreamOptions options = StreamOptions.DEFAULT.withPadding(padding);
    return restorer.open(restorer.plan(height, width, options), warnings::add);
  }

  private static double distance(Frame actual, Frame expected) {
    assertThat(actual.height()).isEqualTo(expected.height());
    assertThat(actual.width()).isEqualTo(expected.width());
    return Tensors.distance(actual.rgb(), expected.rgb());
  }

  private static void assertSame(String what, List<Frame> actual, List<Frame> expected) {
    assertThat(actual).as(what).hasSameSizeAs(expected);
    for (int t = 0; t < expected.size(); t++) {
      assertThat(distance(actual.get(t), expected.get(t)))
          .as("%s, frame %d", what, t)
          .isLessThanOrEqualTo(TOLERANCE);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 5, 7})
  void equalsTheDefinition(int frames) {
    EdvrConfig config = config(frames);
    WindowedDefinition definition = new WindowedDefinition(ENGINE, config, WEIGHTS, 4, 8);
    for (Padding padding : Padding.values()) {
      for (int length : new int[] {frames, frames + 1, 2 * frames + 3}) {
        List<Frame> clip = WindowedDefinition.frames(length, length, 4, 8);
        assertSame(
            "%s, %d frames of %d".formatted(padding, frames, length),
            stream(config, padding, clip),
            definition.restore(clip, padding));
      }
    }
    assertThat(warnings).isEmpty();
  }

  @Test
  void framesThatAreGivenBackServeAgain() {
    EdvrConfig config = config(3);
    List<Frame> clip = WindowedDefinition.frames(1, 8, 4, 8);
    List<float[]> values = new ArrayList<>();
    Set<float[]> arrays = Collections.newSetFromMap(new IdentityHashMap<>());
    try (Restorer restorer = new Restorer(config, WEIGHTS, 2)) {
      FrameStream stream = open(restorer, 4, 8, Padding.REFLECTION);
      Consumer<Frame> output =
          frame -> {
            values.add(frame.rgb().clone());
            arrays.add(frame.rgb());
            stream.reuse(frame);
          };
      clip.forEach(frame -> stream.push(frame, output));
      stream.finish(output);
    }
    List<Frame> expected = stream(config, Padding.REFLECTION, clip);
    assertThat(values).hasSameSizeAs(expected);
    for (int t = 0; t < values.size(); t++) {
      assertThat(values.get(t)).isEqualTo(expected.get(t).rgb());
    }
    assertThat(arrays).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"3, 0", "3, 2", "5, 0", "5, 1", "5, 4"})
  void anyFrameMayBeTheCentre(int frames, int centre) {
    EdvrConfig config = config(frames, centre);
    WindowedDefinition definition = new WindowedDefinition(ENGINE, config, WEIGHTS, 4, 8);
    List<Frame> clip = WindowedDefinition.frames(1, frames + 3, 4, 8);
    for (Padding padding : Padding.values()) {
      assertSame(
          "%s, centre %d".formatted(padding, centre),
          stream(config, padding, clip),
          definition.restore(clip, padding));
    }
  }

  /** What the tests above would see if the stream took a frame's features for another's. */
  @ParameterizedTest
  @ValueSource(ints = {3, 5, 7})
  void aSwappedFrameWouldBeNoticed(int frames) {
    EdvrConfig config = config(frames);
    WindowedDefinition definition = new WindowedDefinition(ENGINE, config, WEIGHTS, 4, 8);
    List<Frame> clip = WindowedDefinition.frames(5, frames, 4, 8);
    int[] window = Padding.REPLICATE.window(frames / 2, frames, frames / 2, frames / 2);
    Frame right = definition.restore(clip, window);
    for (int i = 0; i < frames; i++) {
      for (int j = i + 1; j < frames; j++) {
        int[] swapped = window.clone();
        swapped[i] = window[j];
        swapped[j] = window[i];
        assertThat(distance(definition.restore(clip, swapped), right))
            .as("frames %d and %d", i, j)
            .isGreaterThan(100 * TOLERANCE);
      }
      int[] repeated = window.clone();
      repeated[i] = window[(i + 1) % frames];
      assertThat(distance(definition.restore(clip, repeated), right))
          .as("frame %d replaced by the next", i)
          .isGreaterThan(100 * TOLERANCE);
    }
  }

  @ParameterizedTest
  @EnumSource
  void clipsShorterThanAWindowAreReplicated(Padding padding) {
    EdvrConfig config = config(5);
    WindowedDefinition definition = new WindowedDefinition(ENGINE, config, WEIGHTS, 4, 8);
    for (int length = 1; length < 5; length++) {
      warnings.clear();
      List<Frame> clip = WindowedDefinition.frames(length, length, 4, 8);
      List<Frame> restored = stream(config, padding, clip);
      assertSame(padding + " " + length, restored, definition.restore(clip, Padding.REPLICATE));
      assertThat(restored).isEqualTo(stream(config, Padding.REPLICATE, clip));
      if (padding == Padding.REPLICATE) {
        assertThat(warnings).isEmpty();
      } else {
        assertThat(warnings).hasSize(1);
        assertThat(warnings.getFirst())
            .startsWith(
                "a clip or scene of %d frame%s is shorter than a window of 5:"
                    .formatted(length, length == 1 ? "" : "s"))
            .contains(padding.name().toLowerCase(java.util.Locale.ROOT) + " padding");
      }
    }
  }

  @Test
  void anEmptyClipGivesNothing() {
    try (Restorer restorer = new Restorer(config(5), WEIGHTS, 1)) {
      FrameStream stream = open(restorer, 4, 8, Padding.CIRCLE);
      List<Frame> restored = new ArrayList<>();
      stream.finish(restored::add);
      assertThat(restored).isEmpty();
      assertThat(warnings).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 3", "5, 7", "4, 9", "9, 4"})
  void anySizeIsPaddedAndCropped(int height, int width) {
    EdvrConfig config = config(3);
    WindowedDefinition definition = new WindowedDefinition(ENGINE, config, WEIGHTS, height, width);
    List<Frame> clip = WindowedDefinition.frames(2, 4, height, width);
    List<Frame> restored = stream(config, Padding.REFLECTION, clip);
    assertThat(restored).allMatch(f -> f.height() == 4 * height && f.width() == 4 * width);
    assertSame("size", restored, definition.restore(clip, Padding.REFLECTION));
  }

  /** Networks that take frames at output size: the deblurring ones, and "stage 2" of 2019. */
  @ParameterizedTest
  @CsvSource({
    "true, 16, 32",
    "true, 1, 1",
    "true, 9, 20",
    "true, 8, 17",
    "false, 16, 16",
    "false, 2, 31"
  })
  void framesAtOutputSizeKeepIt(boolean predeblur, int height, int width) {
    EdvrConfig config = new EdvrConfig(8, 3, 2, 1, 1, 1, true, predeblur, true);
    WindowedDefinition definition =
        new WindowedDefinition(ENGINE, config, CALM_WEIGHTS, height, width);
    List<Frame> clip = WindowedDefinition.frames(2, 4, height, width);
    List<Frame> restored = stream(config, Padding.CIRCLE, clip, CALM_WEIGHTS);
    assertThat(restored).allMatch(f -> f.height() == height && f.width() == width);
    assertSame("hr_in", restored, definition.restore(clip, Padding.CIRCLE));
  }

  @Test
  void otherNetworksEqualTheDefinitionToo() {
    for (EdvrConfig config :
        List.of(
            new EdvrConfig(8, 5, 2, 1, 1, 2, false, false, false),
            new EdvrConfig(16, 3, 8, 2, 1, 1, false, true, true))) {
      WindowedDefinition definition = new WindowedDefinition(ENGINE, config, CALM_WEIGHTS, 8, 8);
      List<Frame> clip = WindowedDefinition.frames(2, 7, 8, 8);
      assertSame(
          config.toString(),
          stream(config, Padding.REFLECTION_CIRCLE, clip, CALM_WEIGHTS),
          definition.restore(clip, Padding.REFLECTION_CIRCLE));
    }
  }

  @Test
  void framesComeOutAsSoonAsTheirWindowsAreComplete() {
    List<Integer> out = new ArrayList<>();
    try (Restorer restorer = new Restorer(config(5), WEIGHTS, 2)) {
      FrameStream stream = open(restorer, 4, 4, Padding.REFLECTION);
      for (Frame frame : WindowedDefinition.frames(2, 8, 4, 4)) {
        int[] count = {0};
        stream.push(frame, restored -> count[0]++);
        out.add(count[0]);
      }
      int[] count = {0};
      stream.finish(restored -> count[0]++);
      out.add(count[0]);
    }
    assertThat(out).containsExactly(0, 0, 0, 0, 3, 1, 1, 1, 2);
  }

  /** One restorer's clips share the engine's memory. */
  @Test
  void twoClipsMayBeOpenAtOnce() {
    EdvrConfig config = config(3);
    List<Frame> small = WindowedDefinition.frames(1, 5, 4, 4);
    List<Frame> large = WindowedDefinition.frames(2, 5, 8, 12);
    List<Frame> smallRestored = new ArrayList<>();
    List<Frame> largeRestored = new ArrayList<>();
    try (Restorer restorer = new Restorer(config, WEIGHTS, 2)) {
      FrameStream first = open(restorer, 4, 4, Padding.CIRCLE);
      FrameStream second = open(restorer, 8, 12, Padding.CIRCLE);
      for (int t = 0; t < 5; t++) {
        first.push(small.get(t), smallRestored::add);
        second.push(large.get(t), largeRestored::add);
      }
      first.finish(smallRestored::add);
      second.finish(largeRestored::add);
    }
    assertThat(smallRestored).isEqualTo(stream(config, Padding.CIRCLE, small));
    assertThat(largeRestored).isEqualTo(stream(config, Padding.CIRCLE, large));
  }

  @Test
  void refusesFramesOfAnotherSize() {
    try (Restorer restorer = new Restorer(config(3), WEIGHTS, 1)) {
      FrameStream stream = open(restorer, 4, 8, Padding.CIRCLE);
      assertThatThrownBy(() -> stream.push(new Frame(8, 4, new float[96]), frame -> {}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("frames of 8x4 were announced, got Frame[4x8]");
    }
  }

  @Test
  void afterTheEndAnotherClipBegins() {
    EdvrConfig config = config(3);
    List<Frame> first = WindowedDefinition.frames(1, 4, 4, 8);
    List<Frame> second = WindowedDefinition.frames(2, 6, 4, 8);
    List<Frame> restored = new ArrayList<>();
    try (Restorer restorer = new Restorer(config, WEIGHTS, 1)) {
      FrameStream stream = open(restorer, 4, 8, Padding.CIRCLE);
      first.forEach(frame -> stream.push(frame, restored::add));
      stream.finish(restored::add);
      assertThat(restored).isEqualTo(stream(config, Padding.CIRCLE, first));
      restored.clear();
      second.forEach(frame -> stream.push(frame, restored::add));
      stream.finish(restored::add);
      stream.finish(restored::add);
    }
    assertThat(restored).isEqualTo(stream(config, Padding.CIRCLE, second));
  }
}
