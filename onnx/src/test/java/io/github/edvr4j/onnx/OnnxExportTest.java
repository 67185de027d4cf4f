package io.github.edvr4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import io.github.edvr4j.EdvrException;
import io.github.edvr4j.goldens.MapWeights;
import io.github.edvr4j.model.Edvr;
import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.onnx.proto.ModelProto;
import io.github.edvr4j.onnx.proto.TensorProto;
import io.github.edvr4j.scalar.ScalarOps;
import io.github.edvr4j.tensor.Shape;
import io.github.edvr4j.tensor.Tensor;
import io.github.edvr4j.weights.EdvrParameters;
import io.github.edvr4j.weights.Parameter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("narrow")
class OnnxExportTest {

  private static final EdvrConfig CONFIG = new EdvrConfig(4, 3, 2, 1, 1, 0, false, false, true);
  private static final MapWeights WEIGHTS = weights();

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void export() {
    file = folder.resolve("edvr.onnx");
    OnnxExport.write(CONFIG, WEIGHTS, file);
  }

  private static MapWeights weights() {
    Random random = new Random(3);
    Map<String, float[]> arrays = new HashMap<>();
    for (Parameter parameter : EdvrParameters.of(CONFIG)) {
      arrays.put(parameter.name(), values(random, parameter.elements(), 0.6f));
    }
    return new MapWeights(arrays);
  }

  private static float[] values(Random random, int count, float range) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = range * (random.nextFloat() - 0.5f);
    }
    return values;
  }

  @Test
  void oneFileTakesEverySizeAndBatch() throws OrtException {
    try (OnnxSession session = new OnnxSession(file)) {
      for (Shape frame : List.of(Shape.of(3, 8, 20), Shape.of(3, 12, 4), new Shape(2, 3, 4, 8))) {
        assertRestoresLikeTheSpecification(session, frame);
      }
    }
  }

  private static void assertRestoresLikeTheSpecification(OnnxSession session, Shape frame)
      throws OrtException {
    int item = frame.c() * frame.plane();
    float[] window = values(new Random(4), frame.n() * CONFIG.frames() * item, 1);
    List<Tensor> frames = new ArrayList<>();
    for (int t = 0; t < CONFIG.frames(); t++) {
      Tensor values = Tensor.zeros(frame);
      for (int n = 0; n < frame.n(); n++) {
        int from = (n * CONFIG.frames() + t) * item;
        System.arraycopy(window, from, values.data(), n * item, item);
      }
      frames.add(values);
    }
    Tensor expected = new Edvr(CONFIG).restore(new ScalarOps(WEIGHTS), frames);

    OnnxSession.Values restored =
        session.run(
            Map.of(
                OnnxExport.INPUT,
                new OnnxSession.Values(window, frame.n(), 3, 3, frame.h(), frame.w())));

    assertThat(restored.extents()).containsExactly(frame.n(), 3, 4 * frame.h(), 4 * frame.w());
    for (int i = 0; i < expected.data().length; i++) {
      assertThat(restored.data()[i]).isCloseTo(expected.data()[i], within(1e-5f));
    }
  }

  @Test
  void aSizeThatTheNetworkDoesNotTakeIsRefused() throws OrtException {
    try (OnnxSession session = new OnnxSession(file)) {
      OnnxSession.Values window = new OnnxSession.Values(new float[9 * 6 * 8], 1, 3, 3, 6, 8);
      assertThatThrownBy(() -> session.run(Map.of(OnnxExport.INPUT, window)))
          .isInstanceOf(OrtException.class);
    }
  }

  @Test
  void inputAndOutputAreDeclaredWithOpenSizes() throws OrtException {
    try (OnnxSession session = new OnnxSession(file)) {
      assertThat(session.inputs()).isEqualTo(Map.of("frames", List.of(-1L, 3L, 3L, -1L, -1L)));
      assertThat(session.outputs()).isEqualTo(Map.of("restored", List.of(-1L, 3L, -1L, -1L)));
    }
  }

  @Test
  void theMetadataNamesTheConfiguration() throws OrtException {
    try (OnnxSession session = new OnnxSession(file)) {
      assertThat(session.metadata())
          .containsEntry("num_feat", "4")
          .containsEntry("num_frame", "3")
          .containsEntry("deformable_groups", "2")
          .containsEntry("center_frame_idx", "0")
          .containsEntry("with_tsa", "true")
          .containsEntry("scale", "4")
          .containsEntry("size_multiple", "4");
    }
  }

  @Test
  void parametersKeepTheirNamesAndShapesAndAreStoredOnce() throws IOException {
    List<TensorProto> parameters =
        ModelProto.parseFrom(Files.readAllBytes(file)).getGraph().getInitializerList().stream()
            .filter(tensor -> tensor.hasRawData())
            .toList();
    List<Parameter> stored =
        parameters.stream()
            .map(
                tensor ->
                    new Parameter(
                        tensor.getName(),
                        tensor.getDimsList().stream().map(Math::toIntExact).toList()))
            .toList();
    assertThat(stored).containsExactlyInAnyOrderElementsOf(EdvrParameters.of(CONFIG));
  }

  @Test
  void theSameNetworkGivesTheSameBytes() {
    Path again = folder.resolve("again.onnx");
    OnnxExport.write(CONFIG, WEIGHTS, again);
    assertThat(again).hasSameBinaryContentAs(file);
  }

  @Test
  void aFileThatCannotBeWrittenIsNamed() {
    Path nowhere = folder.resolve("no/edvr.onnx");
    assertThatThrownBy(() -> OnnxExport.write(CONFIG, WEIGHTS, nowhere))
        .isInstanceOf(EdvrException.class)
        .hasMessageContaining(nowhere.toString());
  }
}
