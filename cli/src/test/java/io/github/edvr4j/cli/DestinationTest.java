package io.github.edvr4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.edvr4j.EdvrException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DestinationTest {

  @TempDir private Path folder;
  private Path input;

  @BeforeEach
  void makeInput() throws IOException {
    input = Files.createFile(folder.resolve("in.mp4"));
  }

  private void requireFile(String name, boolean overwrite) {
    new Destination(input, folder.resolve(name), overwrite).requireFile(List.of("mp4", "mkv"), "");
  }

  private void requireFolder(String name, boolean overwrite) {
    new Destination(input, folder.resolve(name), overwrite).requireFolder();
  }

  @Test
  void aNewFileIsFine() {
    assertThatCode(() -> requireFile("out.MKV", false)).doesNotThrowAnyException();
  }

  @Test
  void theInputIsNeverOverwritten() throws IOException {
    Files.createSymbolicLink(folder.resolve("link.mp4"), input);
    assertThatThrownBy(() -> requireFile("in.mp4", true)).hasMessageContaining("input itself");
    assertThatThrownBy(() -> requireFile("link.mp4", true)).hasMessageContaining("input itself");
  }

  @Test
  void anExistingFileNeedsTheOption() throws IOException {
    Files.createFile(folder.resolve("out.mp4"));
    assertThatThrownBy(() -> requireFile("out.mp4", false))
        .isInstanceOfSatisfying(
            EdvrException.class, e -> assertThat(e.category().exitCode()).isEqualTo(2))
        .hasMessageContaining("-y");
    assertThatCode(() -> requireFile("out.mp4", true)).doesNotThrowAnyException();
  }

  @Test
  void theParentMustExist() {
    assertThatThrownBy(() -> requireFile("no/out.mp4", true)).hasMessageContaining("doesn't exist");
    assertThatThrownBy(() -> requireFolder("no/out", true)).hasMessageContaining("doesn't exist");
  }

  @Test
  void theExtensionMustBeKnown() {
    for (String name : new String[] {"out.doc", "out", "mp4"}) {
      assertThatThrownBy(() -> requireFile(name, true)).hasMessageContaining(".mp4, .mkv");
    }
  }

  @Test
  void fileAndFolderAreTold() throws IOException {
    Files.createDirectory(folder.resolve("dir"));
    assertThatThrownBy(() -> requireFile("dir", true)).hasMessageContaining("is a folder");
    assertThatThrownBy(() -> requireFolder("in.mp4", true)).hasMessageContaining("not a folder");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // There, pipes lie in no folder.
  void aPipeIsNotReplaced() throws IOException, InterruptedException {
    Path pipe = folder.resolve("pipe.mp4");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    assertThatThrownBy(() -> requireFile("pipe.mp4", true)).hasMessageContaining("is a pipe");
  }

  @Test
  void aFilledFolderNeedsTheOption() throws IOException {
    Files.createDirectory(folder.resolve("dir"));
    assertThatCode(() -> requireFolder("dir", false)).doesNotThrowAnyException();
    assertThatCode(() -> requireFolder("missing", false)).doesNotThrowAnyException();
    Files.createFile(folder.resolve("dir/0.png"));
    assertThatThrownBy(() -> requireFolder("dir", false)).hasMessageContaining("-y");
    assertThatCode(() -> requireFolder("dir", true)).doesNotThrowAnyException();
  }
}
