package io.github.edvr4j.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.edvr4j.EdvrException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartialFileTest {
  @TempDir Path folder;

  @Test
  void anOldFileIsReplaced() throws IOException {
    Path target = Files.writeString(folder.resolve("out.mp4"), "old");
    try (PartialFile file = PartialFile.beside(target, true)) {
      Files.writeString(file.part(), "new");
      assertThat(target).hasContent("old");
      file.commit();
    }
    assertThat(target).hasContent("new");
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(target));
  }

  @Test
  void aFileThatAppearsMeanwhileIsNotReplaced() throws IOException {
    Path target = folder.resolve("out.mp4");
    try (PartialFile file = PartialFile.beside(target, false)) {
      Files.writeString(file.part(), "new");
      Files.writeString(target, "precious");
      assertThatExceptionOfType(EdvrException.class)
          .isThrownBy(file::commit)
          .withMessageContaining("exists already");
    }
    assertThat(target).hasContent("precious");
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(target));
  }

  /** Deleting what is there before renaming would delete the folder; one step can't. */
  @Test
  void nothingIsDeletedBeforeTheNewFileIsInItsPlace() throws IOException {
    Path target = folder.resolve("out.mp4");
    try (PartialFile file = PartialFile.beside(target, true)) {
      Files.writeString(file.part(), "new");
      Files.createDirectory(target);
      assertThatExceptionOfType(EdvrException.class)
          .isThrownBy(file::commit)
          .withMessageContaining("cannot be put in its place");
    }
    assertThat(target).isEmptyDirectory();
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(target));
  }
}
