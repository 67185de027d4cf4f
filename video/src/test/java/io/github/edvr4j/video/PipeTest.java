package io.github.edvr4j.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Named pipes: files that are read only once. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(60)
class PipeTest {
  /** The common pool may have one thread, and both sides of a pipe wait for each other. */
  private static final Executor THREADS = task -> Thread.ofPlatform().daemon().start(task);

  @TempDir Path folder;
  private final List<String> warnings = new ArrayList<>();

  private Path pipe() throws IOException, InterruptedException {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    return pipe;
  }

  /** Gives a pipe some bytes, and closes it when it is told to. */
  private static CompletableFuture<Void> fill(Path pipe, byte[] bytes, CountDownLatch close) {
    return CompletableFuture.runAsync(
        () -> {
          try (OutputStream out = Files.newOutputStream(pipe)) {
            out.write(bytes);
            out.flush();
            close.await();
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        },
        THREADS);
  }

  private FrameSource open(Path pipe) {
    return FrameSource.open(pipe.toString(), SourceOptions.DEFAULT.withWarnings(warnings::add));
  }

  @Test
  void whatAPipeCannotGiveIsNamed() throws IOException, InterruptedException {
    Path clip = folder.resolve("clip.mkv");
    RichClip.write(clip);
    Path pipe = pipe();
    CompletableFuture<Void> filled = fill(pipe, Files.readAllBytes(clip), new CountDownLatch(0));
    try (FrameSource source = open(pipe)) {
      assertThat(source.container()).isEmpty();
      while (source.next().isPresent()) {}
    }
    filled.join();
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("audio stream 1 (aac), audio stream 2 (aac), subtitle");
  }

  @Test
  void aSourceThatWaitsForAFrameCanBeClosed() throws Exception {
    byte[] frame = Files.readAllBytes(Clips.y4m(folder.resolve("a.y4m"), 640, 480, false, 9, 9, 9));
    Path pipe = pipe();
    CountDownLatch close = new CountDownLatch(1);
    CompletableFuture<Void> filled = fill(pipe, frame, close);
    FrameSource source = open(pipe);
    CountDownLatch first = new CountDownLatch(1);
    CompletableFuture<Long> reader =
        CompletableFuture.supplyAsync(
            () -> {
              long frames = 0;
              while (source.next().isPresent()) {
                frames++;
                first.countDown();
              }
              return frames;
            },
            THREADS);
    assertThat(first.await(20, TimeUnit.SECONDS)).isTrue();
    Thread.sleep(300);
    assertThat(reader).isNotDone();
    source.close();
    assertThatIllegalStateException().isThrownBy(source::next);
    close.countDown();
    filled.join();
    // It ends as a clip does, or is told of the closed source if it came too late to wait.
    assertThat(reader.handle((frames, failure) -> true).get(10, TimeUnit.SECONDS)).isTrue();
  }
}
