package io.github.edvr4j.architecture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The build's own Error Prone options, given to javac with a source that must not pass. */
class NullAwayTest {
  private static final List<String> EXPORTED =
      List.of("api", "file", "main", "model", "parser", "processing", "tree", "util");
  private static final List<String> OPENED = List.of("code", "comp");

  @TempDir Path folder;

  @Test
  void returningNullDoesNotCompile() throws Exception {
    Javac javac = compile(copyOfFixture("ReturnsNull.java"));

    assertThat(javac.exitCode()).isEqualTo(1);
    assertThat(javac.output())
        .contains("ReturnsNull.java:7: error: [NullAway] returning @Nullable expression");
  }

  private record Javac(int exitCode, String output) {}

  private Javac compile(Path source) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "javac").toString());
    EXPORTED.forEach(name -> command.add("-J--add-exports=" + compilerPackage(name)));
    OPENED.forEach(name -> command.add("-J--add-opens=" + compilerPackage(name)));
    command.add("-XDcompilePolicy=simple");
    command.add("--should-stop=ifError=FLOW");
    command.add("-Xplugin:ErrorProne " + System.getProperty("edvr.errorprone.options"));
    command.addAll(List.of("-processorpath", System.getProperty("java.class.path")));
    command.addAll(List.of("-d", folder.toString(), source.toString()));

    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Javac(process.waitFor(), output);
  }

  private static String compilerPackage(String name) {
    return "jdk.compiler/com.sun.tools.javac." + name + "=ALL-UNNAMED";
  }

  /** A copy outside {@code target}, whose generated sources Error Prone is told to leave alone. */
  private Path copyOfFixture(String name) throws IOException {
    try (InputStream fixture = NullAwayTest.class.getResourceAsStream("/fixture/" + name)) {
      Path copy = folder.resolve(name);
      Files.copy(Objects.requireNonNull(fixture, name), copy);
      return copy;
    }
  }
}
