package io.github.edvr4j.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.ops.RandomWeights;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OffsetWatchTest {

  private static final EdvrConfig CONFIG = new EdvrConfig(8, 3, 2, 1, 1, 1, false, false, true);
  private static final int OFFSETS = 2 * 2 * 9;
  private static final List<String> LAYERS =
      List.of(
          "pcd_align.dcn_pack.l3",
          "pcd_align.dcn_pack.l2",
          "pcd_align.dcn_pack.l1",
          "pcd_align.cas_dcnpack");

  /** Weights with which every offset of a layer is one number, of either sign. */
  private static RandomWeights offsets(List<String> layers, float value) {
    RandomWeights weights = new RandomWeights(4);
    for (String layer : layers) {
      int channels = 3 * 2 * 9;
      float[] bias = new float[channels];
      for (int i = 0; i < OFFSETS; i++) {
        bias[i] = i % 2 == 0 ? value : -value;
      }
      weights.fill(layer + ".conv_offset.weight", channels * 8 * 9, 0);
      weights.set(layer + ".conv_offset.bias", bias);
    }
    return weights;
  }

  private static List<String> warnings(RandomWeights weights, int clips) {
    List<String> warnings = new ArrayList<>();
    try (Restorer restorer = new Restorer(CONFIG, weights, 2)) {
      for (int clip = 0; clip < clips; clip++) {
        FrameStream stream =
            restorer.open(restorer.plan(8, 8, StreamOptions.DEFAULT), warnings::add);
        WindowedDefinition.frames(1, 5, 8, 8).forEach(frame -> stream.push(frame, out -> {}));
        stream.finish(out -> {});
      }
    }
    return warnings;
  }

  @Test
  void warnsOncePerLayer() {
    List<String> warnings = warnings(offsets(LAYERS, 60), 1);
    assertThat(warnings).hasSize(4);
    for (int i = 0; i < 4; i++) {
      assertThat(warnings.get(i))
          .startsWith(
              "offsets of %s are 60 pixels on average, more than 50: ".formatted(LAYERS.get(i)));
    }
  }

  @Test
  void warnsOfTheLayersThatExceedTheLimitOnly() {
    for (String layer : LAYERS) {
      assertThat(warnings(offsets(List.of(layer), 51), 1))
          .singleElement()
          .asString()
          .startsWith("offsets of " + layer + " are 51 pixels");
    }
  }

  @Test
  void warnsAgainInTheNextClip() {
    assertThat(warnings(offsets(LAYERS, 60), 2)).hasSize(8);
  }

  @Test
  void doesNotWarnUpToTheLimit() {
    assertThat(warnings(offsets(LAYERS, 50), 1)).isEmpty();
    assertThat(warnings(new RandomWeights(4), 1)).isEmpty();
  }

  @Test
  void warnsOfOffsetsThatAreNoNumbers() {
    assertThat(warnings(offsets(LAYERS, Float.NaN), 1))
        .filteredOn(warning -> warning.startsWith("offsets of"))
        .hasSize(4);
  }

  @Test
  void looksAtOffsetsOnly() {
    List<String> warnings = new ArrayList<>();
    OffsetWatch watch = new OffsetWatch(warnings::add);
    watch.observe("pcd_align.cas_dcnpack.mask", 100);
    assertThat(warnings).isEmpty();
    watch.observe("pcd_align.cas_dcnpack.offset", 50.01);
    assertThat(warnings).hasSize(1);
  }
}
