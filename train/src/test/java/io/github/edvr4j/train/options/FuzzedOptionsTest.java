package io.github.edvr4j.train.options;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Reads again what the fuzzer kept; {@code fuzz/README.md} says how to look for more. */
class FuzzedOptionsTest {

  private static final Duration LIMIT = Duration.ofSeconds(5);

  @TestFactory
  Stream<DynamicTest> optionFiles() throws IOException, URISyntaxException {
    return files().stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(),
                    () ->
                        Assertions.assertTimeout(
                            LIMIT,
                            () -> FuzzedOptions.fuzzerTestOneInput(Files.readAllBytes(file)))));
  }

  private static List<Path> files() throws IOException, URISyntaxException {
    URL folder = Objects.requireNonNull(FuzzedOptionsTest.class.getResource("/fuzz/options"));
    try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
      return files.sorted().toList();
    }
  }
}
