package io.github.edvr4j.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintTest {

  @TempDir private Path folder;

  @Test
  void aFolderIsItsPictures() throws IOException {
    Files.writeString(folder.resolve("1.png"), "a");
    Files.writeString(folder.resolve("2.png"), "b");
    String before = Fingerprint.of(folder);
    Files.writeString(folder.resolve("Thumbs.db"), "left by a look at the folder");
    Files.writeString(folder.resolve(".3.png"), "hidden");
    assertThat(Fingerprint.of(folder)).isEqualTo(before);
    assertThat(Fingerprint.of(folder.resolve("%d.png"))).isEqualTo(before);
    Files.move(folder.resolve("2.png"), folder.resolve("3.png"));
    assertThat(Fingerprint.of(folder)).isNotEqualTo(before);
  }

  @Test
  void aFileIsItsContent() throws IOException {
    Path file = Files.writeString(folder.resolve("a.mkv"), "content");
    String before = Fingerprint.of(file);
    assertThat(Fingerprint.of(Files.move(file, folder.resolve("b.mkv")))).isEqualTo(before);
    Files.writeString(folder.resolve("b.mkv"), "Content");
    assertThat(Fingerprint.of(folder.resolve("b.mkv"))).isNotEqualTo(before);
  }
}
