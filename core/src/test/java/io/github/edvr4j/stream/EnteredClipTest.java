package io.github.edvr4j.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.ops.RandomWeights;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A clip that is entered in its middle comes out as the whole one does from there on. */
@Tag("narrow")
class EnteredClipTest {

  private static final EdvrConfig SR = new EdvrConfig(8, 5, 2, 1, 1, 2, false, false, true);
  private static final EdvrConfig STAGE_2 = new EdvrConfig(8, 3, 2, 1, 1, 1, true, false, true);
  private static final int HEIGHT = 4;
  private static final int WIDTH = 8;

  /** Gives every frame back as it is. */
  private record Unchanged() implements FrameStream {
    @Override
    public void push(Frame frame, Consumer<Frame> output) {
      output.accept(frame);
    }

    @Override
    public void finish(Consumer<Frame> output) {}
  }

  /** Two scenes, the second one brighter; nearly the same within each. */
  private static List<Frame> clip() {
    List<Frame> clip = WindowedDefinition.frames(1, 17, HEIGHT, WIDTH);
    for (int t = 0; t < clip.size(); t++) {
      float[] rgb = clip.get(t).rgb();
      for (int i = 0; i < rgb.length; i++) {
        rgb[i] = 0.1f * rgb[i] + (t < 9 ? 0.1f : 0.7f);
      }
    }
    return clip;
  }

  private static List<Frame> from(FrameStream stream, List<Frame> clip, int first) {
    int context = Math.min(first, stream.context());
    stream.enter(first - context, context);
    List<Frame> restored = new ArrayList<>();
    clip.subList(first - context, clip.size()).forEach(f -> stream.push(f, restored::add));
    stream.finish(restored::add);
    return restored;
  }

  @Test
  void restIsThatOfTheWhole() {
    List<String> log = new ArrayList<>();
    List<Frame> clip = clip();
    try (Restorer first = new Restorer(SR, new RandomWeights(3), 1);
        Restorer second = new Restorer(STAGE_2, new RandomWeights(4), 1)) {
      StreamPlan small = first.plan(HEIGHT, WIDTH, StreamOptions.DEFAULT);
      StreamPlan large = second.plan(4 * HEIGHT, 4 * WIDTH, StreamOptions.DEFAULT);
      Chain chain = new Chain(first.open(small, w -> {}), second.open(large, w -> {}));
      FrameStream stream =
          new Scenes(new Resized(chain, 2 * HEIGHT, 2 * WIDTH), Scenes.DEFAULT_THRESHOLD, log::add);
      assertThat(stream.context()).isEqualTo(4 + 2 + 2);
      List<Frame> whole = from(stream, clip, 0);
      assertThat(whole).hasSameSizeAs(clip);
      assertThat(log).containsExactly("a new scene begins with frame 9");
      for (int begin = 1; begin <= clip.size(); begin++) {
        assertThat(from(stream, clip, begin)).isEqualTo(whole.subList(begin, whole.size()));
      }
    }
    assertThat(log).containsOnly("a new scene begins with frame 9");
  }

  @Test
  void messagesCountFromTheClipsBegin() {
    List<String> warnings = new ArrayList<>();
    RandomWeights weights = new RandomWeights(3);
    try (Restorer restorer = new Restorer(SR, weights.fill("conv_last.bias", 3, Float.NaN), 1)) {
      StreamPlan plan = restorer.plan(HEIGHT, WIDTH, StreamOptions.DEFAULT);
      from(restorer.open(plan, warnings::add), clip(), 14);
    }
    assertThat(warnings.stream().filter(line -> line.startsWith("frame ")))
        .extracting(line -> line.substring(0, 9))
        .containsExactly("frame 14:", "frame 15:", "frame 16:");
  }

  @Test
  void framesOfTheirOwnNeedNoOthers() {
    FrameStream stream = new Unchanged();
    assertThat(stream.context()).isZero();
    assertThatThrownBy(() -> stream.enter(3, 1)).isInstanceOf(IllegalArgumentException.class);
  }
}
