package io.github.edvr4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.edvr4j.kernel.scalar.ScalarGemm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("lanes")
class KernelLookupTest {

  private final List<String> warnings = new ArrayList<>();

  /** What the forked process runs: asks for the kernels twice. */
  static final class AskTwice {
    private AskTwice() {}

    public static void main(String[] args) {
      Kernels first = Kernels.best();
      System.out.println(first.lanes() + (first == Kernels.best() ? " same" : " different"));
    }
  }

  @Test
  void fallsBackToTheScalarSetAndNamesTheFlag() {
    Kernels kernels = KernelLookup.find("best", false, warnings::add);
    assertThat(kernels.gemm()).isInstanceOf(ScalarGemm.class);
    assertThat(warnings).singleElement().asString().contains("--add-modules jdk.incubator.vector");
  }

  @Test
  void givesTheScalarSetWithoutAWarningWhereItIsWanted() {
    assertThat(KernelLookup.find("scalar", true, warnings::add).lanes()).isEqualTo(1);
    assertThat(KernelLookup.find("scalar", false, warnings::add).lanes()).isEqualTo(1);
    assertThat(warnings).isEmpty();
  }

  @Test
  void refusesAnUnknownSet() {
    assertThatThrownBy(() -> KernelLookup.find("fast", true, warnings::add))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("system property edvr.kernels must be best or scalar, got fast");
  }

  @Test
  void aProcessWithoutTheModuleStartsAndWarnsOnce() throws Exception {
    String output = askTwice();
    assertThat(output).contains("1 same");
    assertThat(output.split("--add-modules jdk.incubator.vector", -1)).hasSize(2);
  }

  @Test
  void aProcessThatAsksForTheScalarSetIsNotWarned() throws Exception {
    assertThat(askTwice("-D" + KernelLookup.PROPERTY + "=scalar")).isEqualTo("1 same");
  }

  @Test
  void aProcessWithTheModuleGetsVectors() throws Exception {
    String output = askTwice("--add-modules", KernelLookup.MODULE);
    assertThat(output).containsPattern("\\b(4|8|16) same").doesNotContain("--add-modules");
  }

  /** Output and errors of a process of its own that runs {@link AskTwice}. */
  private static String askTwice(String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), AskTwice.class.getName()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    // Java says at every start that it took options from here.
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.strip();
  }
}
