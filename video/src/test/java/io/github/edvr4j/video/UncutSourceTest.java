package io.github.edvr4j.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.edvr4j.EdvrException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class UncutSourceTest {

  private static final int SIZE = 16;
  private static final int FRAMES = 37;

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void makeClip() {
    file = folder.resolve("clip.mp4");
    Rational rate = new Rational(25, 1);
    Clips.write(
        file,
        Clips.info(SIZE, SIZE, new Rational(1, 25), rate),
        SinkOptions.DEFAULT,
        Clips.frames(SIZE, SIZE, 1, LongStream.range(0, FRAMES).toArray()));
  }

  @FunctionalInterface
  private interface Change {
    void make() throws IOException;
  }

  /** Reads all frames of the file, which changes after the first. */
  private long read(Change change) throws IOException {
    try (FrameSource source = FrameSource.open(file.toString(), SourceOptions.DEFAULT)) {
      assertThat(source.next()).isPresent();
      change.make();
      return 1 + Stream.generate(source::next).takeWhile(frame -> frame.isPresent()).count();
    }
  }

  private void cut() throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.setLength(bytes.length() / 2);
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // There, a file that is read can't be changed.
  void theEndOfAFileThatWasCutIsNotThatOfTheClip() {
    assertThatThrownBy(() -> read(this::cut))
        .isInstanceOfSatisfying(
            EdvrException.class, e -> assertThat(e.category().exitCode()).isEqualTo(1))
        .hasMessageContaining("clip.mp4")
        .hasMessageContaining("has become shorter");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aFileThatGrowsOrGetsAnotherNameIsReadOn() throws IOException {
    assertThat(read(() -> Files.write(file, new byte[9], StandardOpenOption.APPEND)))
        .isEqualTo(FRAMES);
    assertThat(read(() -> Files.move(file, folder.resolve("moved.mp4")))).isEqualTo(FRAMES);
  }
}
