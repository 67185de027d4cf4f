package io.github.edvr4j.train.torch;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.Test;

class LibtorchTest {

  @Test
  void whereItIsNotPublishedTheClassPathIsNotBlamed() {
    assertThat(Libtorch.advice("linux-arm64"))
        .contains("there is none for linux-arm64")
        .doesNotContain("class path");
    assertThat(Libtorch.advice("linux-x86_64")).contains("class path");
  }

  @Test
  void theSystemThatTheseTestsTrainOnIsKnown() {
    Libtorch.load();
    assertThat(Libtorch.advice(Loader.getPlatform())).contains("class path");
  }
}
