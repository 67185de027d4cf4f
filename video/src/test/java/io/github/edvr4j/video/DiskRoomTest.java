package io.github.edvr4j.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class DiskRoomTest {

  @TempDir private Path folder;
  private final List<String> messages = new ArrayList<>();
  private final AtomicLong looks = new AtomicLong();

  /** A disk that is full until somebody has looked so often. */
  private DiskRoom fullUntil(int look) {
    return new DiskRoom(
        folder,
        () -> looks.incrementAndGet() < look ? 1000 : DiskRoom.RESERVE + 5000,
        Duration.ofMillis(1),
        messages::add);
  }

  @Test
  void aWriterWaitsUntilThereIsRoom() throws IOException {
    Path target = folder.resolve("file");
    try (PatientFile file = PatientFile.create(folder.resolve("part"), fullUntil(10))) {
      file.write(new byte[] {1, 2, 3});
      file.commitTo(target);
    }
    assertThat(Files.readAllBytes(target)).containsExactly(1, 2, 3);
    assertThat(looks.get()).isGreaterThanOrEqualTo(10);
    assertThat(messages).hasSize(2);
    assertThat(messages.getFirst()).contains(folder.toString(), "is full (1 MB free, 68 MB needed");
    assertThat(messages.getLast()).contains("going on");
  }

  @Test
  void whatIsNeededIsWaitedFor() {
    DiskRoom room = fullUntil(2);
    assertThat(room.isFull()).isTrue();
    room.await(5000);
    assertThat(messages).isEmpty();
    room.cancel();
    assertThatThrownBy(() -> room.await(5001)).isInstanceOf(CancellationException.class);
    assertThat(messages).singleElement().asString().contains("waiting until there is room");
  }

  @Test
  void aDiskThatIsFullAtAWriteIsWrittenOnLater() throws IOException {
    Path device = Path.of("/dev/full");
    assumeTrue(Files.exists(device));
    DiskRoom room = fullUntil(1);
    try (PatientFile file = PatientFile.create(device, room)) {
      // The system says that the disk is full, the file store that it is not: a failure.
      assertThatThrownBy(() -> file.write(7)).isInstanceOf(IOException.class);
    }
  }
}
