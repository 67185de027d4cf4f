package io.github.edvr4j.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileFailureTest {
  private static final byte[] NO_UTF8 = {(byte) 0xff};

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void writeFile() throws IOException {
    file = Files.write(folder.resolve("file"), NO_UTF8);
  }

  private static String reasonOf(ThrowingCallable failing) {
    return FileFailure.reason(catchThrowableOfType(IOException.class, failing));
  }

  @Test
  void whatJavaSaysByAClassIsSaidInWords() {
    assertThat(reasonOf(() -> Files.readString(folder.resolve("absent"))))
        .isEqualTo("there is no such file or folder");
    assertThat(reasonOf(() -> Files.list(file).close())).isEqualTo("it is not a folder");
    assertThat(reasonOf(() -> Files.readString(file))).isEqualTo("it is not UTF-8 text");
    assertThat(reasonOf(() -> Files.createDirectories(file))).isEqualTo(file + " is in the way");
    assertThat(reasonOf(() -> Files.delete(folder))).isEqualTo("the folder is not empty");
    // Whoever runs the tests may be allowed everything.
    assertThat(FileFailure.reason(new AccessDeniedException("file")))
        .isEqualTo("permission denied");
  }

  @Test
  void theSystemsWordsArePassedOnWithoutTheFile() {
    assertThat(reasonOf(() -> Files.readAllBytes(folder)))
        .isNotBlank()
        .doesNotContain(folder.toString());
  }

  @Test
  void aFolderThatAWalkCannotReadIsSaidAlike() {
    assertThat(FileFailure.reason(new UncheckedIOException(new AccessDeniedException("below"))))
        .isEqualTo("permission denied");
  }

  @Test
  void itIsOneLine() {
    assertThat(FileFailure.reason(new IOException("\n full \r\n at sector 5"))).isEqualTo("full");
    assertThat(FileFailure.reason(new IOException())).isEqualTo("no reason is given");
    assertThat(FileFailure.reason(new IOException("\n"))).isEqualTo("no reason is given");
  }
}
