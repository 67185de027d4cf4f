package io.github.edvr4j.train.torch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.ops.RandomWeights;
import io.github.edvr4j.train.torch.TorchNetwork.Predicted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TorchNetworkTest {

  private static final EdvrConfig CONFIG = new EdvrConfig(8, 3, 2, 1, 1, 1, false, false, true);

  private PointerScope scope;
  private TorchNetwork network;
  private List<Tensor> frames;

  @BeforeEach
  void open() {
    Libtorch.load();
    scope = new PointerScope();
    network = TorchNetwork.of(CONFIG, new RandomWeights(1), TorchDevice.CPU);
    frames = new ArrayList<>();
    for (int t = 0; t < 3; t++) {
      frames.add(torch.rand(new long[] {2, 3, 16, 12}));
    }
  }

  @AfterEach
  void close() {
    network.close();
    scope.close();
  }

  @Test
  void predictsAloneWhatItPredictsWhenItAligns() {
    network.restore(frames);
    Map<String, List<Predicted>> whole = new HashMap<>(network.predicted());
    network.predict(frames, true);
    Map<String, List<Predicted>> alone = network.predicted();
    assertThat(whole.keySet()).contains("pcd_align.cas_dcnpack").hasSize(4);
    whole.remove("pcd_align.cas_dcnpack");
    assertThat(alone.keySet()).isEqualTo(whole.keySet());
    whole.forEach(
        (layer, predicted) -> {
          assertThat(predicted).hasSize(3);
          for (int t = 0; t < 3; t++) {
            Predicted other = alone.getOrDefault(layer, List.of()).get(t);
            assertThat(Tensors.values(other.offset()))
                .isEqualTo(Tensors.values(predicted.get(t).offset()));
            assertThat(Tensors.values(other.mask().orElseThrow()))
                .isEqualTo(Tensors.values(predicted.get(t).mask().orElseThrow()));
          }
        });
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatPredictsOffsetsGetsGradientsAndTheFeaturesIfAsked(boolean withFeatures) {
    network.predict(frames, withFeatures);
    network.predicted().values().stream()
        .flatMap(List::stream)
        .map(predicted -> predicted.offset().abs().mean())
        .reduce(Tensor::add)
        .orElseThrow()
        .backward();
    Set<String> parts = new TreeSet<>();
    network
        .parameters()
        .forEach(
            (name, parameter) -> {
              if (parameter.grad().defined()) {
                parts.add(
                    name.replaceAll("(feature_extraction|conv_first|conv_l[23]_).*", "features")
                        .replaceAll("\\.(l[123]|weight|bias)", ""));
              }
            });
    Set<String> expected =
        new TreeSet<>(
            Set.of(
                "pcd_align.offset_conv1",
                "pcd_align.offset_conv2",
                "pcd_align.offset_conv3",
                "pcd_align.dcn_pack.conv_offset"));
    if (withFeatures) {
      expected.add("features");
    }
    assertThat(parts).isEqualTo(expected);
  }

  @Test
  void alignsWithOffsetsFromElsewhere() {
    float[] own = Tensors.values(network.restore(frames));
    List<String> asked = new ArrayList<>();
    float[] still =
        Tensors.values(
            network.restore(
                frames,
                (layer, frame, predicted) -> {
                  asked.add(layer + " " + frame);
                  return torch.zeros_like(predicted);
                }));
    assertThat(asked).hasSize(12).doesNotHaveDuplicates();
    assertThat(asked).contains("pcd_align.dcn_pack.l3 0", "pcd_align.cas_dcnpack 2");
    assertThat(still).isNotEqualTo(own);
    assertThat(network.offsetMeans().values()).as("its own").allMatch(mean -> mean > 0);
    assertThat(Tensors.values(network.restore(frames))).isEqualTo(own);
  }
}
