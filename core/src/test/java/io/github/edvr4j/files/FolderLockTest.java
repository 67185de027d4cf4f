package io.github.edvr4j.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What another process sees is tested where a lock is used: here there is but one. */
class FolderLockTest {
  @TempDir private Path folder;

  @Test
  void aFolderIsLockedOnceAtATime() throws IOException {
    Path below = folder.resolve("not").resolve("there");
    try (FolderLock _ = FolderLock.ifFree(below).orElseThrow()) {
      assertThat(FolderLock.ifFree(below)).isEmpty();
    }
    Optional<FolderLock> again = FolderLock.ifFree(below);
    assertThat(again).isPresent();
    again.orElseThrow().close();
  }
}
