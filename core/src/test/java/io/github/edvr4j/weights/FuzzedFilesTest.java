package io.github.edvr4j.weights;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Reads again what the fuzzer kept; {@code fuzz/README.md} says how to look for more. */
class FuzzedFilesTest {

  private static final Duration LIMIT = Duration.ofSeconds(5);

  @TestFactory
  Stream<DynamicTest> wholeFiles() throws IOException, URISyntaxException {
    return tests("pth", FuzzedFiles.Pth::fuzzerTestOneInput);
  }

  @TestFactory
  Stream<DynamicTest> pickles() throws IOException, URISyntaxException {
    return tests("pickle", FuzzedFiles.Pickle::fuzzerTestOneInput);
  }

  @TestFactory
  Stream<DynamicTest> safetensors() throws IOException, URISyntaxException {
    return tests("safetensors", FuzzedFiles.Safetensors::fuzzerTestOneInput);
  }

  private static Stream<DynamicTest> tests(String corpus, Consumer<byte[]> target)
      throws IOException, URISyntaxException {
    return files(corpus).stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(),
                    () ->
                        Assertions.assertTimeout(
                            LIMIT, () -> target.accept(Files.readAllBytes(file)))));
  }

  private static List<Path> files(String corpus) throws IOException, URISyntaxException {
    URL folder = Objects.requireNonNull(FuzzedFilesTest.class.getResource("/fuzz/" + corpus));
    try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
      return files.sorted().toList();
    }
  }
}
