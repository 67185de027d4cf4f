package io.github.edvr4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.edvr4j.EdvrException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsTest {

  @TempDir private Path folder;

  @Test
  void findsBundledModelsByName() throws IOException {
    Path file = Files.createFile(folder.resolve("edvr-s-x4.safetensors"));
    assertThat(new Models(folder).find("edvr-s-x4")).isEqualTo(file);
  }

  @Test
  void findsFilesByPath() throws IOException {
    Path file = Files.createFile(folder.resolve("mine.pth"));
    Path unusual = Files.createFile(folder.resolve("checkpoint"));
    Models models = new Models(folder.resolve("none"));
    assertThat(models.find(file.toString())).isEqualTo(file);
    assertThat(models.find(unusual.toString())).isEqualTo(unusual);
  }

  @Test
  void anUnknownNameListsTheBundledOnes() throws IOException {
    Files.createFile(folder.resolve("b.safetensors"));
    Files.createFile(folder.resolve("a.safetensors"));
    Files.createFile(folder.resolve("README.md"));
    assertThatThrownBy(() -> new Models(folder).find("c"))
        .isInstanceOfSatisfying(
            EdvrException.class, e -> assertThat(e.category().exitCode()).isEqualTo(2))
        .hasMessage("there is no model 'c'; bundled: a, b, or give a .pth or .safetensors file");
  }

  @Test
  void aMissingFileIsSaidToBeMissing() {
    assertThatThrownBy(() -> new Models(folder).find("nets/c.pth"))
        .hasMessage("there is no model file nets/c.pth");
    assertThatThrownBy(() -> new Models(folder).find("c.pth"))
        .hasMessage("there is no model file c.pth");
  }

  @Test
  void aMissingFolderIsSaid() {
    assertThatThrownBy(() -> new Models(folder.resolve("none")).find("c"))
        .hasMessageContaining("none is bundled in");
  }
}
