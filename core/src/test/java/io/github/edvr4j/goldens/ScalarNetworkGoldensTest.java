package io.github.edvr4j.goldens;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ScalarNetworkGoldensTest {

  @TestFactory
  Stream<DynamicTest> networks() {
    return NetworkCases.all().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.toString(), () -> NetworkCases.run(entry, new ScalarInterpreter())));
  }

  @Test
  void everyCaseIsRun() {
    assertThat(NetworkCases.all()).hasSizeGreaterThanOrEqualTo(12);
    if (Goldens.bundled()) {
      assertThat(NetworkCases.all()).hasSize(12);
    }
  }
}
