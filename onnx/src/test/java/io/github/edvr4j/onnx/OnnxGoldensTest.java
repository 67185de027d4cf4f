package io.github.edvr4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.edvr4j.goldens.Goldens;
import io.github.edvr4j.goldens.Goldens.Arrays;
import io.github.edvr4j.goldens.Goldens.Entry;
import io.github.edvr4j.goldens.NetworkCases;
import io.github.edvr4j.goldens.OperationCases;
import io.github.edvr4j.tensor.Shape;
import io.github.edvr4j.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.ThrowingConsumer;
import org.junit.jupiter.api.io.TempDir;

/** What the official network computes, from the files that are written here. */
@Tag("narrow")
class OnnxGoldensTest {

  @TempDir private Path folder;

  private OnnxInterpreter interpreter() {
    return new OnnxInterpreter(folder.resolve("golden.onnx"));
  }

  @TestFactory
  Stream<DynamicTest> operations() {
    return tests(operationCases(), entry -> OperationCases.runOperation(entry, interpreter()));
  }

  @TestFactory
  Stream<DynamicTest> deformableConvolutions() {
    return tests(
        Goldens.section("deform"), entry -> OperationCases.runDeformable(entry, interpreter()));
  }

  @TestFactory
  Stream<DynamicTest> modules() {
    return tests(networks(false), entry -> NetworkCases.run(entry, interpreter()));
  }

  @TestFactory
  Stream<DynamicTest> exportedNetworks() {
    return tests(networks(true), this::exported);
  }

  private static Stream<DynamicTest> tests(List<Entry> entries, ThrowingConsumer<Entry> test) {
    return DynamicTest.stream(entries.stream(), Entry::toString, test);
  }

  /** The losses are no interpreter's. */
  private static List<Entry> operationCases() {
    return Goldens.section("ops").stream()
        .filter(entry -> !entry.name().startsWith("charbonnier"))
        .toList();
  }

  private static List<Entry> networks(boolean whole) {
    return NetworkCases.all().stream()
        .filter(entry -> List.of("edvr", "formula").contains(entry.section()) == whole)
        .toList();
  }

  @Test
  void everyCaseIsRun() {
    if (Goldens.bundled()) {
      assertThat(operationCases()).hasSize(28);
      assertThat(Goldens.section("deform")).hasSize(44);
      assertThat(networks(false)).hasSize(5);
      assertThat(networks(true)).hasSize(7);
    }
  }

  private void exported(Entry entry) throws Exception {
    Path file = folder.resolve("edvr.onnx");
    OnnxExport.write(NetworkCases.config(entry), NetworkCases.weights(entry), file);
    Arrays arrays = entry.arrays();
    List<Tensor> frames = arrays.frames("x");
    Shape frame = frames.getFirst().shape();
    OnnxSession.Values window =
        new OnnxSession.Values(
            arrays.floats("x"), frame.n(), frames.size(), frame.c(), frame.h(), frame.w());
    try (OnnxSession session = new OnnxSession(file)) {
      OnnxSession.Values restored = session.run(Map.of("frames", window));
      assertThat(restored.extents()).hasSize(4);
      interpreter().compare(entry.toString(), restored.data(), arrays.floats("out"), entry.error());
    }
  }
}
