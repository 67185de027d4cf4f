package io.github.edvr4j.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.files.FolderLock;
import io.github.edvr4j.metrics.Rgb8;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.util.DefaultLocale;

class FrameCacheTest {
  private static final int[] TWO_SCENES = {10, 12, 14, 200, 202, 204};

  @TempDir private Path folder;
  private final List<String> notes = new ArrayList<>();
  private FrameCache cache = new FrameCache(Path.of(""), 0, notes::add);
  private Path video = Path.of("");

  @BeforeEach
  void writeVideo() {
    cache = cache(1_000_000_000);
    video = DataFiles.video(folder.resolve("clip.mkv"), 32, 24, TWO_SCENES);
  }

  /** Arabic has digits of its own. */
  @Test
  @DefaultLocale("ar-EG")
  void whatIsUnpackedIsKnownAgainWhateverTheLocale() throws IOException {
    FrameFacts facts = new FrameFacts(new Size(24, 32), 6, List.of(0, 3));
    assertThat(FrameFacts.parse(facts.text())).isEqualTo(facts);
  }

  private FrameCache cache(long limit) {
    return new FrameCache(folder.resolve("cache"), limit, notes::add);
  }

  private Unpacking unpacking(int reduction, int mostFrames) {
    return new Unpacking(new Stored.Video("clip.mkv", video), reduction, mostFrames);
  }

  private List<String> cached() throws IOException {
    Path cached = folder.resolve("cache");
    if (!Files.exists(cached)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(cached)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.equals(FolderLock.FILE))
          .sorted()
          .toList();
    }
  }

  private static void assertGrey(Rgb8 picture, int level) {
    for (byte value : picture.values()) {
      assertThat(value & 0xFF).isBetween(level - 1, level + 1);
    }
  }

  @Test
  void readsAnyFrameOfAVideo() {
    Clip clip = cache.open(unpacking(1, 100)).clip();
    assertThat(clip.frames()).isEqualTo(6);
    assertThat(clip.height()).isEqualTo(24);
    assertThat(clip.width()).isEqualTo(32);
    for (int i : new int[] {5, 0, 3}) {
      Rgb8 read = clip.read(i, new Region(20, 2, 4, 30));
      assertThat(read.width()).isEqualTo(30);
      assertGrey(read, TWO_SCENES[i]);
    }
  }

  @Test
  void readsRegionsOfWhatWasStored() {
    Rgb8 picture = DataFiles.picture(20, 15, 3);
    Path photograph = DataFiles.write(folder.resolve("photo.png"), DataFiles.png(picture));
    Clip clip =
        cache.open(new Unpacking(new Stored.Photograph("photo.png", photograph), 1, 100)).clip();
    assertThat(clip.frames()).isEqualTo(1);
    assertThat(clip.read(0, new Region(0, 0, 15, 20))).isEqualTo(picture);
    Rgb8 pixel = clip.read(0, new Region(7, 19, 1, 1));
    int at = 3 * (7 * 20 + 19);
    assertThat(pixel.values())
        .containsExactly(picture.values()[at], picture.values()[at + 1], picture.values()[at + 2]);
  }

  @Test
  void removesWhatKilledRunsLeft() throws IOException {
    Path left = DataFiles.write(folder.resolve("cache/.part-00ff"), new byte[20_000]);
    cache(30_000).announce(List.of(unpacking(1, 100)));
    assertThat(left).doesNotExist();
    DataFiles.write(folder.resolve("cache/.a.rgb.part-00ff"), new byte[20_000]);
    assertThat(cache(30_000).open(unpacking(1, 100)).clip().frames()).isEqualTo(6);
    assertThat(cached()).hasSize(2);
  }

  @Test
  void anotherProcessIsWaitedFor() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process other =
        new ProcessBuilder(
                java,
                "-cp",
                System.getProperty("java.class.path"),
                LockHolder.class.getName(),
                folder.resolve("cache").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertThat(other.inputReader().readLine()).isEqualTo("locked");
      Path half = DataFiles.write(folder.resolve("cache/.part-00ff"), new byte[10]);
      List<String> told = Collections.synchronizedList(new ArrayList<>());
      CountDownLatch waiting = new CountDownLatch(1);
      FrameCache waiter =
          new FrameCache(
              folder.resolve("cache"),
              1_000_000,
              note -> {
                told.add(note);
                waiting.countDown();
              });
      CompletableFuture<Opened> opened =
          CompletableFuture.supplyAsync(() -> waiter.open(unpacking(1, 100)));
      waiting.await();
      assertThat(told.getFirst()).startsWith("waiting for another process");
      assertThat(half).exists();
      assertThat(opened).isNotDone();
      other.destroyForcibly().waitFor();
      assertThat(opened.get().clip().frames()).isEqualTo(6);
      assertThat(half).doesNotExist();
    } finally {
      other.destroyForcibly();
    }
  }

  /** A process that has the lock of a folder until it is killed. */
  static final class LockHolder {

    private LockHolder() {}

    public static void main(String[] arguments) throws Exception {
      try (FolderLock _ = FolderLock.await(Path.of(arguments[0]), () -> {})) {
        System.out.println("locked");
        Thread.sleep(60_000);
      }
    }
  }

  @Test
  void findsScenes() {
    assertThat(cache.open(unpacking(1, 100)).scenes()).containsExactly(0, 3);
  }

  @Test
  void reducesAndStopsEarly() {
    Opened opened = cache.open(unpacking(5, 2));
    assertThat(opened.clip().frames()).isEqualTo(2);
    assertThat(opened.clip().width()).isEqualTo(6);
    assertThat(opened.clip().height()).isEqualTo(4);
    assertThat(opened.scenes()).containsExactly(0);
  }

  @Test
  void unpacksOnce() throws IOException {
    cache.open(unpacking(1, 100));
    List<String> files = cached();
    FileTime written = Files.getLastModifiedTime(folder.resolve("cache").resolve(files.getFirst()));
    notes.clear();
    cache.announce(List.of(unpacking(1, 100)));
    Opened again = cache.open(unpacking(1, 100));
    assertThat(notes).isEmpty();
    assertThat(again.scenes()).containsExactly(0, 3);
    assertThat(files).hasSize(2).isEqualTo(cached());
    assertThat(Files.getLastModifiedTime(folder.resolve("cache").resolve(files.getFirst())))
        .isEqualTo(written);
  }

  @Test
  void noticesAnotherFileUnderTheSameName() throws IOException {
    cache.open(unpacking(1, 100));
    Files.delete(video);
    DataFiles.video(video, 32, 24, 50, 50);
    assertThat(cache.open(unpacking(1, 100)).clip().frames()).isEqualTo(2);
  }

  @Test
  void unpacksAgainWhatIsIncomplete() throws IOException {
    cache.open(unpacking(1, 100));
    Path frames = folder.resolve("cache").resolve(cached().getFirst());
    assertThat(frames.toString()).endsWith(".rgb");
    Files.write(frames, new byte[100]);
    assertThat(cache.open(unpacking(1, 100)).clip().frames()).isEqualTo(6);
    assertThat(Files.size(frames)).isEqualTo(6 * 32 * 24 * 3);

    Files.writeString(folder.resolve("cache").resolve(cached().getLast()), "size 1x");
    assertThat(cache.open(unpacking(1, 100)).clip().frames()).isEqualTo(6);
  }

  @Test
  void saysHowMuchDiskItTakes() {
    cache.announce(List.of(unpacking(1, 100)));
    assertThat(notes)
        .singleElement()
        .asString()
        .startsWith("unpacking the frames of 1 file,")
        .endsWith(": 1 MB");
  }

  @Test
  void takesNoMoreDiskThanAllowed() throws IOException {
    assertThatThrownBy(() -> cache(13_000).announce(List.of(unpacking(1, 100))))
        .isInstanceOf(EdvrException.class)
        .hasMessageContaining("cache_limit allows 1 MB");
    cache(13_000).announce(List.of(unpacking(2, 100)));
    assertThat(cached()).isEmpty();
  }

  @Test
  void stopsWhereTheLimitIsReached() throws IOException {
    assertThatThrownBy(() -> cache(10_000).open(unpacking(1, 100)))
        .isInstanceOf(EdvrException.class)
        .hasMessageContaining("clip.mkv")
        .hasMessageContaining("cache_limit");
    assertThat(cached()).isEmpty();
  }

  @Test
  void leavesNothingOfADamagedPhotograph() throws IOException {
    Path damaged = DataFiles.write(folder.resolve("damaged.png"), new byte[] {1, 2, 3});
    assertThatThrownBy(
            () -> cache.open(new Unpacking(new Stored.Photograph("damaged.png", damaged), 1, 1)))
        .isInstanceOf(EdvrException.class)
        .hasMessage(damaged + ": is not a PNG or JPEG picture");
    assertThat(cached()).isEmpty();
  }

  @Test
  void refusesToReduceAVideoToNothing() {
    assertThatThrownBy(() -> cache.open(unpacking(25, 100)))
        .isInstanceOf(EdvrException.class)
        .hasMessageContaining("is 32x24; nothing is left of it when it is reduced by 25");
  }
}
