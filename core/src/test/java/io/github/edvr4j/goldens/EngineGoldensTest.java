package io.github.edvr4j.goldens;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.edvr4j.engine.Engine;
import io.github.edvr4j.goldens.Goldens.Entry;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@Tag("lanes")
class EngineGoldensTest {

  private static final Engine ENGINE = new Engine(2);
  private static final Interpreter INTERPRETER = new EngineInterpreter(ENGINE);

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  @TestFactory
  Stream<DynamicTest> operations() {
    return operationCases().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.toString(), () -> OperationCases.runOperation(entry, INTERPRETER)));
  }

  @TestFactory
  Stream<DynamicTest> deformableConvolutions() {
    return Goldens.section("deform").stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.toString(), () -> OperationCases.runDeformable(entry, INTERPRETER)));
  }

  @TestFactory
  Stream<DynamicTest> networks() {
    return NetworkCases.all().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.toString(), () -> NetworkCases.run(entry, INTERPRETER)));
  }

  /** The losses are not the engine's; the scalar test runs them. */
  private static List<Entry> operationCases() {
    return Goldens.section("ops").stream()
        .filter(entry -> !entry.name().startsWith("charbonnier"))
        .toList();
  }

  @Test
  void everyCaseIsRun() {
    assertThat(operationCases()).hasSizeGreaterThanOrEqualTo(28);
    if (Goldens.bundled()) {
      assertThat(operationCases()).hasSize(28);
      assertThat(Goldens.section("deform")).hasSize(44);
      assertThat(NetworkCases.all()).hasSize(12);
    }
  }
}
