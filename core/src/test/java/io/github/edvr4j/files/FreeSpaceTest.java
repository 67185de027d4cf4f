package io.github.edvr4j.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreeSpaceTest {

  @TempDir private Path folder;

  @Test
  void theSystemSaysWhatIsFree() {
    assertThat(FreeSpace.of(folder).orElseThrow()).isPositive();
  }

  @Test
  void whatTheSystemDoesNotKnowIsNoFailure() {
    assertThat(FreeSpace.of(folder.resolve("absent"))).isEmpty();
  }
}
