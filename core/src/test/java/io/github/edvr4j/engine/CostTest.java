package io.github.edvr4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.model.Edvr;
import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.ops.Ops;
import io.github.edvr4j.tensor.Shape;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class CostTest {

  /** The published arithmetic of EDVR-M on one window: 462 G in convolutions, 24.6 G deformable. */
  @Test
  void aWindowOfEdvrM() {
    Graph graph = window(EdvrConfig.m(), 180, 320);
    double deformable = 0;
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Op.Deform) {
        deformable += node.shape().elements() * 64.0 * 9;
      }
    }
    double all = Cost.multiplyAdds(graph);
    assertThat(deformable).isBetween(24.5e9, 24.7e9);
    assertThat(all - deformable).isBetween(461e9, 463e9);
  }

  @Test
  void aStreamComputesEachFramesPartOnce() {
    Cost cost = Cost.of(EdvrConfig.m(), 180, 320);
    assertThat((double) cost.multiplyAdds()).isBetween(350e9, 380e9);
  }

  @Test
  void memoryGrowsWithTheFrame() {
    Cost small = Cost.of(EdvrConfig.m(), 92, 160);
    Cost large = Cost.of(EdvrConfig.m(), 184, 320);
    // All but the weights is in proportion to the pixels. 3.3 M parameters, most of them in 3x3
    // convolutions, which Winograd's transform makes four times as many.
    double weights = (4.0 * small.bytes(5) - large.bytes(5)) / 3;
    assertThat(weights).isBetween(45e6, 53e6);
    assertThat(weights).isCloseTo(large.weightBytes(), within(1e6));
    // Two tensors of 64 channels at the output's size are alive at once.
    assertThat(large.bytes(5)).isGreaterThan(2L * 4 * 64 * (4 * 184) * (4 * 320));
  }

  @Test
  void framesThatNoArrayHoldsAreRefused() {
    assertThatThrownBy(() -> Cost.of(EdvrConfig.m(), 2160, 3840))
        .isInstanceOfSatisfying(
            EdvrException.class,
            e -> assertThat(e.category()).isEqualTo(EdvrException.Category.MEMORY))
        .hasMessageContaining("restore smaller frames");
  }

  private static Graph window(EdvrConfig config, int height, int width) {
    Edvr edvr = new Edvr(config);
    Network network =
        new Network() {
          @Override
          public <T> List<T> apply(Ops<T> ops, List<T> frames) {
            return List.of(edvr.restore(ops, frames));
          }
        };
    Shape frame = Shape.of(3, height, width);
    return Tracer.trace(network, Collections.nCopies(config.frames(), frame));
  }
}
