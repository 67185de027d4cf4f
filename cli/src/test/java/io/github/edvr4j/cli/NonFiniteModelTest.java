package io.github.edvr4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.edvr4j.resize.Bicubic;
import io.github.edvr4j.stream.Frame;
import io.github.edvr4j.video.FrameSource;
import io.github.edvr4j.video.SourceOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user gets from a model whose last numbers, conv_last.bias, are none. */
@Tag("narrow")
class NonFiniteModelTest {

  @TempDir private Path folder;

  @BeforeEach
  void makeModelAndClip() throws IOException {
    Path model =
        TinyModel.write(
            Files.createDirectory(folder.resolve("models")).resolve("tiny.safetensors"));
    byte[] bytes = Files.readAllBytes(model);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(bytes.length - 4, Float.NaN);
    Files.write(model, bytes);
    TestClip.write(folder.resolve("clip"), 3, 8, 12);
  }

  private CommandRun restore(Object... more) {
    Object[] arguments = {
      "restore", folder.resolve("clip"), "-o", folder.resolve("out") + "/", "--model", "tiny"
    };
    Object[] all = Arrays.copyOf(arguments, arguments.length + more.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    return CommandRun.of(folder.resolve("models"), all);
  }

  private static Frame first(Path clip) {
    try (FrameSource source = FrameSource.open(clip.toString(), SourceOptions.DEFAULT)) {
      return source.next().orElseThrow().frame();
    }
  }

  @Test
  void theFramesAreEnlargedWithBicubic() {
    CommandRun run = restore();
    assertThat(run.exitCode()).isZero();
    assertThat(run.err())
        .anyMatch(
            line -> line.contains("the model's conv_last.bias holds values that are no finite"))
        .anyMatch(
            line -> line.contains("frame 2: the reconstruction gave values that are no finite"));
    Frame small = first(folder.resolve("clip"));
    float[] enlarged = Bicubic.resize(small.rgb(), 8, 12, 3, 32, 48);
    float[] restored = first(folder.resolve("out")).rgb();
    for (int i = 0; i < enlarged.length; i++) {
      assertThat(restored[i]).isCloseTo(Math.clamp(enlarged[i], 0, 1), within(0.5f / 255 + 1e-6f));
    }
  }

  @Test
  void strictEndsTheRun() {
    CommandRun run = restore("--strict");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .singleElement()
        .asString()
        .startsWith("edvr: the model's conv_last.bias holds values that are no finite numbers");
    assertThat(folder.resolve("out")).doesNotExist();
  }
}
