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
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What the official network computes, from the files that are written here. */
class OnnxGoldensTest {

  @TempDir private Path folder;

  private OnnxInterpreter interpreter() {
    return new OnnxInterpreter(folder.resolve("golden.onnx"));
  }

  @TestFactory
  Stream<DynamicTest> operations() {
    return Goldens.section("ops").stream()
        .filter(entry -> !entry.name().startsWith("charbonnier"))
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.toString(), () -> OperationCases.runOperation(entry, interpreter())));
  }

  @TestFactory
  Stream<DynamicTest> deformableConvolutions() {
    return Goldens.section("deform").stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.toString(), () -> OperationCases.runDeformable(entry, interpreter())));
  }

  @TestFactory
  Stream<DynamicTest> modules() {
    return NetworkCases.all().stream()
        .filter(entry -> !isWhole(entry))
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.toString(), () -> NetworkCases.run(entry, interpreter())));
  }

  @TestFactory
  Stream<DynamicTest> exportedNetworks() {
    return NetworkCases.all().stream()
        .filter(OnnxGoldensTest::isWhole)
        .map(entry -> DynamicTest.dynamicTest(entry.toString(), () -> exported(entry)));
  }

  private static boolean isWhole(Entry entry) {
    return List.of("edvr", "formula").contains(entry.section());
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
