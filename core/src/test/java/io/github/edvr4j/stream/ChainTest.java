package io.github.edvr4j.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.ops.RandomWeights;
import io.github.edvr4j.resize.Bicubic;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("narrow")
class ChainTest {

  private static final EdvrConfig SR = new EdvrConfig(8, 3, 2, 1, 1, 1, false, false, true);
  private static final EdvrConfig STAGE_2 = new EdvrConfig(8, 3, 2, 1, 1, 1, true, false, true);

  private static List<Frame> through(FrameStream stream, List<Frame> clip) {
    List<Frame> restored = new ArrayList<>();
    clip.forEach(frame -> stream.push(frame, restored::add));
    stream.finish(restored::add);
    return restored;
  }

  @Test
  void theSecondNetworkTakesWhatTheFirstMade() {
    List<Frame> clip = WindowedDefinition.frames(1, 7, 6, 8);
    try (Restorer first = new Restorer(SR, new RandomWeights(3), 2);
        Restorer second = new Restorer(STAGE_2, new RandomWeights(4), 2)) {
      StreamPlan small = first.plan(6, 8, StreamOptions.DEFAULT);
      StreamPlan large = second.plan(24, 32, StreamOptions.DEFAULT);
      Chain chain = new Chain(first.open(small, w -> {}), second.open(large, w -> {}));
      List<Frame> expected =
          through(second.open(large, w -> {}), through(first.open(small, w -> {}), clip));
      assertThat(through(chain, clip)).isEqualTo(expected);
      // And once more: after its end, a chain takes another clip.
      assertThat(through(chain, clip)).isEqualTo(expected);
    }
  }

  @Test
  void framesAreResizedAfterTheNetwork() {
    List<Frame> clip = WindowedDefinition.frames(1, 4, 5, 6);
    try (Restorer restorer = new Restorer(SR, new RandomWeights(3), 2)) {
      StreamPlan plan = restorer.plan(5, 6, StreamOptions.DEFAULT);
      List<Frame> expected =
          through(restorer.open(plan, w -> {}), clip).stream()
              .map(f -> new Frame(10, 9, Bicubic.resize(f.rgb(), 20, 24, 3, 10, 9)))
              .toList();
      assertThat(through(new Resized(restorer.open(plan, w -> {}), 10, 9), clip))
          .isEqualTo(expected);
    }
  }
}
