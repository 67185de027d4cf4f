package io.github.edvr4j.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCheckTest {

  @TempDir private Path folder;

  private Path write(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  @Test
  void aSoundModelHasNoProblems() throws IOException {
    assertThat(ModelCheck.problems(BundledModel.FILE)).isEmpty();
    Path named = write(BundledModel.nameWithHash(), BundledModel.bytes());
    assertThat(ModelCheck.problems(named)).isEmpty();
  }

  @Test
  void aChecksumOtherThanItsNamesIsFound() throws IOException {
    Path file = write("small-00000000.safetensors", BundledModel.bytes());
    assertThat(ModelCheck.problems(file))
        .containsExactly(
            "its SHA-256 begins with %s, not with 00000000"
                .formatted(Sha256.of(file).substring(0, 8)));
  }

  @Test
  void aValueThatIsNotFiniteIsFound() throws IOException {
    Path file = write("small.safetensors", BundledModel.withoutLastValue());
    assertThat(ModelCheck.problems(file))
        .singleElement()
        .asString()
        .contains("holds values that are not finite");
  }

  @Test
  void aTruncatedFileIsFound() throws IOException {
    byte[] bytes = BundledModel.bytes();
    Path file = write("small.safetensors", Arrays.copyOf(bytes, bytes.length - 100));
    assertThat(ModelCheck.problems(file)).singleElement().asString().contains("small.safetensors");
  }

  @Test
  void anotherNetworkThanTheNameSaysIsFound() throws IOException {
    Path file = write("edvr-m-x4-reds.safetensors", BundledModel.bytes());
    assertThat(ModelCheck.problems(file))
        .singleElement()
        .asString()
        .startsWith("it holds another network than its name says: features ")
        .endsWith(" not 10")
        .doesNotContain("EdvrConfig");
  }
}
