package io.github.edvr4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.edvr4j.weights.EdvrCheckpoint;
import io.github.edvr4j.weights.WeightSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConvertCommandTest {

  @TempDir private Path folder;
  private Path model;

  @BeforeEach
  void writeModel() throws IOException {
    model = TinyModel.write(folder.resolve("tiny.safetensors"));
  }

  private EdvrCheckpoint convert(Path from, String to, Object... options) {
    Path output = folder.resolve(to);
    Object[] arguments = new Object[5 + options.length];
    System.arraycopy(new Object[] {"models", "convert", from, "-o", output}, 0, arguments, 0, 5);
    System.arraycopy(options, 0, arguments, 5, options.length);
    CommandRun run = CommandRun.of(folder, arguments);
    assertThat(run.exitCode()).as(() -> String.join("\n", run.err())).isZero();
    return EdvrCheckpoint.load(output, OptionalInt.empty());
  }

  private static void assertSameWeights(EdvrCheckpoint a, EdvrCheckpoint b, float tolerance) {
    assertThat(b.weights().names()).containsExactlyElementsOf(a.weights().names());
    a.weights()
        .tensors()
        .forEach(
            (name, tensor) ->
                assertThat(b.weights().get(name, tensor.elements()))
                    .as(name)
                    .containsExactly(
                        a.weights().get(name, tensor.elements()), Offset.offset(tolerance)));
  }

  @Test
  void thereAndBackChangesNothing() {
    EdvrCheckpoint original = EdvrCheckpoint.load(model, OptionalInt.empty());
    EdvrCheckpoint pth = convert(model, "a.pth");
    EdvrCheckpoint back = convert(folder.resolve("a.pth"), "b.safetensors");
    assertThat(List.of(pth.config(), back.config())).containsOnly(TinyModel.CONFIG);
    assertSameWeights(original, pth, 0);
    assertSameWeights(original, back, 0);
  }

  @Test
  void float16HalvesTheFileAndKeepsThreeDigits() throws IOException {
    EdvrCheckpoint half = convert(model, "half.safetensors", "--float16");
    assertSameWeights(EdvrCheckpoint.load(model, OptionalInt.empty()), half, 2e-4f);
    assertThat(Files.size(folder.resolve("half.safetensors")))
        .isLessThan(Files.size(model) * 2 / 3);
  }

  @Test
  void theCentreFrameIsKeptInSafetensors() {
    assertThat(convert(model, "c.safetensors", "--center", 0).config().centre()).isZero();
  }

  @Test
  void aPthThatLosesTheCentreFrameIsWarnedOf() {
    Path output = folder.resolve("c.pth");
    CommandRun run = CommandRun.of(folder, "models", "convert", model, "-o", output, "--center", 2);
    assertThat(run.exitCode()).isZero();
    assertThat(run.err())
        .contains(
            "edvr: warning: %s: a .pth file can't hold the centre frame; load it with --center 2"
                .formatted(output));
    assertThat(CommandRun.of(folder, "models", "convert", model, "-o", output, "-y").err())
        .containsExactly(
            "edvr: %s to %s (4 features, 3 frames a window, x4)".formatted(model, output));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 3})
  void aCentreFrameOutsideTheWindowIsAUsageError(int centre) {
    Path output = folder.resolve("c.safetensors");
    CommandRun run =
        CommandRun.of(folder, "models", "convert", model, "-o", output, "--center=" + centre);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .containsExactly("edvr: centre frame should be 0 to 2 for this model, not " + centre);
    assertThat(output).doesNotExist();
  }

  @Test
  void ofTwoSetsOfWeightsEitherCanBeTaken() throws IOException {
    Path both = TinyModel.writeWithAveraged(folder.resolve("both.safetensors"));
    EdvrCheckpoint trained = convert(both, "trained.safetensors");
    EdvrCheckpoint averaged = convert(both, "averaged.safetensors", "--ema");
    OptionalInt middle = OptionalInt.empty();
    assertSameWeights(EdvrCheckpoint.load(both, middle), trained, 0);
    assertSameWeights(EdvrCheckpoint.load(both, middle, WeightSet.AVERAGED), averaged, 0);
    assertThat(averaged.weights().get("conv_last.bias", 3))
        .isNotEqualTo(trained.weights().get("conv_last.bias", 3));
  }

  @Test
  void whatIsNoModelIsRefusedAndNothingWritten() throws IOException {
    Path page = Files.writeString(folder.resolve("page.pth"), "<!DOCTYPE html><html></html>");
    Path output = folder.resolve("out.safetensors");
    CommandRun run = CommandRun.of(folder, "models", "convert", page, "-o", output);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).singleElement().asString().contains("web page");
    assertThat(output).doesNotExist();
  }
}
