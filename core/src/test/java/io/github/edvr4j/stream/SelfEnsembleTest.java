package io.github.edvr4j.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.ops.RandomWeights;
import io.github.edvr4j.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("narrow")
class SelfEnsembleTest {

  private static final EdvrConfig CONFIG = new EdvrConfig(8, 3, 2, 1, 1, 1, false, false, true);

  private static Frame flipped(Frame frame, Flip flip) {
    Frame copy = new Frame(frame.height(), frame.width(), frame.rgb().clone());
    flip.apply(copy.rgb(), copy.height(), copy.width());
    return copy;
  }

  private static List<Frame> restore(Restorer restorer, List<Frame> clip, boolean ensemble) {
    List<Frame> restored = new ArrayList<>();
    StreamPlan plan = restorer.plan(8, 12, StreamOptions.DEFAULT.withSelfEnsemble(ensemble));
    FrameStream stream = restorer.open(plan, w -> {});
    clip.forEach(frame -> stream.push(frame, restored::add));
    stream.finish(restored::add);
    return restored;
  }

  @Test
  void isTheMeanOfFourViews() {
    List<Frame> clip = WindowedDefinition.frames(1, 5, 8, 12);
    try (Restorer restorer = new Restorer(CONFIG, new RandomWeights(3, 2), 2)) {
      List<Frame> mean = new ArrayList<>();
      clip.forEach(frame -> mean.add(new Frame(32, 48)));
      for (Flip flip : Flip.values()) {
        List<Frame> view =
            restore(restorer, clip.stream().map(frame -> flipped(frame, flip)).toList(), false);
        for (int t = 0; t < clip.size(); t++) {
          float[] back = flipped(view.get(t), flip).rgb();
          for (int i = 0; i < back.length; i++) {
            mean.get(t).rgb()[i] += back[i] / 4;
          }
        }
      }
      List<Frame> ensemble = restore(restorer, clip, true);
      List<Frame> plain = restore(restorer, clip, false);
      for (int t = 0; t < clip.size(); t++) {
        assertThat(Tensors.distance(ensemble.get(t).rgb(), mean.get(t).rgb())).isLessThan(2e-6);
        assertThat(Tensors.distance(ensemble.get(t).rgb(), plain.get(t).rgb())).isGreaterThan(1e-3);
      }
    }
  }

  @Test
  void takesFourTimesTheArithmetic() {
    try (Restorer restorer = new Restorer(CONFIG, new RandomWeights(3), 1)) {
      StreamPlan plain = restorer.plan(64, 64, StreamOptions.DEFAULT);
      StreamPlan ensemble = restorer.plan(64, 64, StreamOptions.DEFAULT.withSelfEnsemble(true));
      assertThat(ensemble.multiplyAdds()).isEqualTo(4 * plain.multiplyAdds());
      assertThat(ensemble.bytes()).isGreaterThan(plain.bytes());
    }
  }
}
