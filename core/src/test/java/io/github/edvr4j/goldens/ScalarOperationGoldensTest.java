package io.github.edvr4j.goldens;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.edvr4j.goldens.Goldens.Arrays;
import io.github.edvr4j.goldens.Goldens.Entry;
import io.github.edvr4j.ops.DeformConv2d;
import io.github.edvr4j.scalar.Charbonnier;
import io.github.edvr4j.scalar.ScalarDeformConv;
import io.github.edvr4j.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ScalarOperationGoldensTest {

  private static final Interpreter SCALAR = new ScalarInterpreter();

  @TestFactory
  Stream<DynamicTest> operations() {
    return Goldens.section("ops").stream()
        .map(entry -> DynamicTest.dynamicTest(entry.toString(), () -> operation(entry)));
  }

  private static void operation(Entry entry) {
    if (entry.name().startsWith("charbonnier")) {
      charbonnier(entry);
    } else {
      OperationCases.runOperation(entry, SCALAR);
    }
  }

  private static void charbonnier(Entry entry) {
    Arrays arrays = entry.arrays();
    Charbonnier loss =
        new Charbonnier(
            entry.json().get("eps").asDouble(),
            Charbonnier.Reduction.valueOf(
                entry.json().get("reduction").asString().toUpperCase(java.util.Locale.ROOT)));
    Tensor prediction = arrays.tensor("pred");
    Tensor target = arrays.tensor("target");
    float expected = arrays.floats("loss")[0];
    assertThat(loss.value(prediction, target))
        .isCloseTo(expected, org.assertj.core.api.Assertions.within(1e-6 * Math.max(1, expected)));
    SCALAR.compare(
        entry + " gradient",
        loss.gradient(prediction, target).data(),
        arrays.floats("gpred"),
        1e-7);
  }

  @TestFactory
  Stream<DynamicTest> deformableConvolutions() {
    return Goldens.section("deform").stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.toString(), () -> OperationCases.runDeformable(entry, SCALAR)));
  }

  @TestFactory
  Stream<DynamicTest> gradientsOfDeformableConvolutions() {
    return Goldens.section("deform").stream()
        .map(entry -> DynamicTest.dynamicTest(entry.toString(), () -> gradients(entry)));
  }

  private static void gradients(Entry entry) {
    Arrays arrays = entry.arrays();
    DeformConv2d layer = OperationCases.deformable(entry, arrays);
    Optional<float[]> bias = layer.bias() ? Optional.of(arrays.floats("bias")) : Optional.empty();
    Optional<Tensor> mask =
        arrays.has("mask") ? Optional.of(arrays.tensor("mask")) : Optional.empty();
    ScalarDeformConv.Gradients actual =
        new ScalarDeformConv(layer, arrays.floats("weight"), bias)
            .backward(arrays.tensor("x"), arrays.tensor("offset"), mask, arrays.tensor("gout"));

    compare(entry, arrays, "gx", actual.input());
    compare(entry, arrays, "goffset", actual.offset());
    compare(entry, arrays, "gweight", actual.weight());
    assertThat(actual.mask().isPresent()).isEqualTo(arrays.has("gmask"));
    actual.mask().ifPresent(gradient -> compare(entry, arrays, "gmask", gradient));
    assertThat(actual.bias().isPresent()).isEqualTo(arrays.has("gbias"));
    actual.bias().ifPresent(gradient -> compare(entry, arrays, "gbias", gradient));
  }

  private static void compare(Entry entry, Arrays arrays, String array, Tensor actual) {
    SCALAR.compare(
        entry + " " + array,
        actual.data(),
        arrays.floats(array),
        OperationCases.error(entry, array, arrays));
  }

  @Test
  void everyCaseIsRun() {
    List<Entry> operations = Goldens.section("ops");
    List<Entry> deformable = Goldens.section("deform");
    assertThat(operations).hasSizeGreaterThanOrEqualTo(32);
    assertThat(deformable).hasSizeGreaterThanOrEqualTo(44);
    if (Goldens.bundled()) {
      assertThat(operations).hasSize(32);
      assertThat(deformable).hasSize(44);
    }
  }
}
