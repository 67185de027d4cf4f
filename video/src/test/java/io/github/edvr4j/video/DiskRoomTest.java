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
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class DiskRoomTest {

  private static final Duration LONG = Duration.ofDays(1);

  @TempDir private Path folder;
  private final List<String> messages = new ArrayList<>();
  private final AtomicLong looks = new AtomicLong();

  /** A disk that is full until somebody has looked so often. */
  private DiskRoom fullUntil(int look) {
    return room(new Full(look));
  }

  private DiskRoom room(Disk disk) {
    return new DiskRoom(folder, disk, Duration.ofMillis(1), messages::add);
  }

  private final class Full implements Disk {
    private final int until;

    Full(int until) {
      this.until = until;
    }

    @Override
    public OptionalLong usable() {
      return OptionalLong.of(looks.incrementAndGet() < until ? 1000 : DiskRoom.RESERVE + 5000);
    }

    @Override
    public boolean takes(int bytes) {
      return true;
    }
  }

  /** A disk with room, of which somebody may have no more for a while. */
  private final class Quota implements Disk {
    @Override
    public OptionalLong usable() {
      return OptionalLong.of(DiskRoom.RESERVE + 5000);
    }

    @Override
    public boolean takes(int bytes) {
      return looks.incrementAndGet() == 3;
    }
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
    // A display that says nothing twice says it again the next time.
    assertThat(messages).allMatch(message -> message.matches("at \\d\\d:\\d\\d.*"));
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
  void roomThatNobodyKnowsIsNotWaitedFor() {
    DiskRoom room = new DiskRoom(folder, Disk.of(folder.resolve("absent")), LONG, messages::add);
    room.await(Long.MAX_VALUE);
    assertThat(room.isFull()).isFalse();
    assertThat(room.free()).isEmpty();
    assertThat(messages).isEmpty();
  }

  @Test
  void anExhaustedQuotaIsWaitedFor() throws IOException {
    room(new Quota()).awaitAfter(new IOException("Disk quota exceeded"), 0);
    assertThat(looks).hasValue(3);
    assertThat(messages).hasSize(2);
    assertThat(messages.getFirst()).contains("takes no more (Disk quota exceeded): waiting");
  }

  @Test
  void otherFailuresAreNotWaitedFor() {
    IOException failure = new IOException("Input/output error");
    assertThatThrownBy(() -> room(new Quota()).awaitAfter(failure, 0)).isSameAs(failure);
    assertThat(messages).isEmpty();
  }

  @Test
  void aWriteThatTheSystemRefusesIsTriedAgain() throws IOException {
    Path device = Path.of("/dev/full");
    assumeTrue(Files.exists(device), "this system has no /dev/full");
    AtomicReference<DiskRoom> room = new AtomicReference<>();
    Consumer<String> untilSecond =
        message -> {
          messages.add(message);
          if (messages.size() == 3) {
            room.get().cancel();
          }
        };
    room.set(new DiskRoom(folder, new Quota(), Duration.ofMillis(1), untilSecond));
    try (PatientFile file = PatientFile.create(device, room.get())) {
      assertThatThrownBy(() -> file.write(7)).isInstanceOf(CancellationException.class);
    }
    assertThat(messages.getFirst()).contains("No space left on device");
  }

  @Test
  void aFolderIsAskedByWriting() {
    assertThat(Disk.of(folder).takes(1000)).isTrue();
    assertThat(Disk.of(folder.resolve("missing")).takes(1000)).isFalse();
    assertThat(folder).isEmptyDirectory();
  }
}
