package io.github.edvr4j.train.torch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.edvr4j.goldens.Goldens;
import io.github.edvr4j.goldens.Goldens.Arrays;
import io.github.edvr4j.goldens.Goldens.Entry;
import io.github.edvr4j.goldens.Interpreter;
import io.github.edvr4j.goldens.NetworkCases;
import io.github.edvr4j.goldens.OperationCases;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

@Tag("narrow")
class TorchGoldensTest {

  @TestFactory
  Stream<DynamicTest> operations() {
    return Goldens.section("ops").stream()
        .filter(entry -> !entry.name().startsWith("charbonnier"))
        .map(entry -> DynamicTest.dynamicTest(entry.toString(), () -> operation(entry)));
  }

  private static void operation(Entry entry) {
    TorchInterpreter interpreter = new TorchInterpreter();
    OperationCases.runOperation(entry, interpreter);
    gradients(entry, interpreter, OperationCases.operation(entry), List.of("x"));
  }

  @TestFactory
  Stream<DynamicTest> deformableConvolutions() {
    return Goldens.section("deform").stream()
        .map(entry -> DynamicTest.dynamicTest(entry.toString(), () -> deformable(entry)));
  }

  private static void deformable(Entry entry) {
    TorchInterpreter interpreter = new TorchInterpreter();
    OperationCases.runDeformable(entry, interpreter);
    List<String> inputs = new ArrayList<>(List.of("x", "offset"));
    if (entry.arrays().has("mask")) {
      inputs.add("mask");
    }
    gradients(entry, interpreter, OperationCases.deformableNetwork(entry), inputs);
  }

  private static void gradients(
      Entry entry, TorchInterpreter interpreter, Interpreter.Network network, List<String> inputs) {
    Arrays arrays = entry.arrays();
    try (PointerScope _ = new PointerScope()) {
      TorchInterpreter.Pass pass = new TorchInterpreter.Pass(OperationCases.weights(arrays));
      List<Tensor> leaves =
          inputs.stream().map(arrays::tensor).map(TorchInterpreter.Pass::leaf).toList();
      Tensor output = pass.apply(network, leaves);
      output.mul(Tensors.of(arrays.tensor("gout"), TorchDevice.CPU)).sum().backward();
      for (int i = 0; i < inputs.size(); i++) {
        compare(interpreter, entry, arrays, "g" + inputs.get(i), leaves.get(i));
      }
      pass.parameters()
          .forEach(
              (name, leaf) ->
                  compare(interpreter, entry, arrays, name.replace("layer.", "g"), leaf));
    }
  }

  private static void compare(
      TorchInterpreter interpreter, Entry entry, Arrays arrays, String name, Tensor leaf) {
    interpreter.compare(
        entry + " " + name,
        Tensors.values(leaf.grad()),
        arrays.floats(name),
        OperationCases.error(entry, name, arrays));
  }

  @TestFactory
  Stream<DynamicTest> networks() {
    return NetworkCases.all().stream()
        .filter(entry -> !entry.name().startsWith("M_"))
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.toString(), () -> NetworkCases.run(entry, new TorchInterpreter())));
  }

  @TestFactory
  Stream<DynamicTest> gradientsOfNetworks() {
    return Goldens.section("train").stream()
        .filter(entry -> entry.name().startsWith("grads"))
        .map(entry -> DynamicTest.dynamicTest(entry.toString(), () -> gradientsOfNetwork(entry)));
  }

  private static void gradientsOfNetwork(Entry entry) {
    Arrays arrays = entry.arrays();
    try (PointerScope _ = new PointerScope();
        TorchNetwork network =
            TorchNetwork.of(
                NetworkCases.config(entry), NetworkCases.weights(entry), TorchDevice.CPU)) {
      List<Tensor> frames = arrays.frames("x").stream().map(TorchInterpreter.Pass::leaf).toList();
      Tensor output = network.restore(frames);
      // Its float32 is up to 1.9e-6 off by the width of the units; the golden doesn't say its own.
      within(
          1e-5,
          entry + " out",
          arrays.sampled("out", Tensors.values(output)),
          arrays.floats("out"));
      Tensor loss =
          output
              .sub(Tensors.of(arrays.tensor("gt"), TorchDevice.CPU))
              .pow(new org.bytedeco.pytorch.Scalar(2))
              .add(new org.bytedeco.pytorch.Scalar(1e-12))
              .sqrt()
              .sum();
      float expected = arrays.floats("loss")[0];
      assertThat(loss.item_double())
          .isCloseTo(expected, org.assertj.core.api.Assertions.within(2e-5 * expected));
      loss.backward();
      network
          .parameters()
          .forEach(
              (name, parameter) ->
                  within(
                      1e-4,
                      entry + " " + name,
                      arrays.sampled("grad:" + name, Tensors.values(parameter.grad())),
                      arrays.floats("grad:" + name)));
      within(
          1e-4,
          entry + " frames",
          arrays.sampled("gx", Tensors.values(torch.stack(new TensorVector(gradients(frames)), 1))),
          arrays.floats("gx"));
    }
  }

  private static Tensor[] gradients(List<Tensor> leaves) {
    return leaves.stream().map(Tensor::grad).toArray(Tensor[]::new);
  }

  private static void within(double share, String what, float[] actual, float[] expected) {
    float largest = 0;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertThat(actual).as(what).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) Math.abs(actual[i] - expected[i]))
          .as(
              "%s, value %d: %s instead of %s, largest %s",
              what, i, actual[i], expected[i], largest)
          .isLessThanOrEqualTo(share * largest);
    }
  }
}
