package io.github.edvr4j.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PeakMemoryTest {

  @Test
  void whereTheSystemDoesNotSayTheHeapCounts() {
    assertThat(PeakMemory.of(OptionalLong.of(7)))
        .isEqualTo(new PeakMemory(7, PeakMemory.Kind.RESIDENT));
    PeakMemory heap = PeakMemory.of(OptionalLong.empty());
    assertThat(heap.kind()).isEqualTo(PeakMemory.Kind.HEAP);
    assertThat(heap.bytes()).isBetween(100_000L, Runtime.getRuntime().maxMemory());
  }
}
