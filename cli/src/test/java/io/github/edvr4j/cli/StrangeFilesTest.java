package io.github.edvr4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.edvr4j.stream.Frame;
import io.github.edvr4j.video.ClipInfo;
import io.github.edvr4j.video.FrameSink;
import io.github.edvr4j.video.FrameSource;
import io.github.edvr4j.video.Rational;
import io.github.edvr4j.video.SinkOptions;
import io.github.edvr4j.video.SourceOptions;
import io.github.edvr4j.video.TimedFrame;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files and paths that nobody expects: one clear line or a result, and all else as it was. */
class StrangeFilesTest {

  private static final int WIDTH = 16;
  private static final int HEIGHT = 16;

  @TempDir private Path folder;
  private Path models;
  private Path work;

  @BeforeEach
  void makeFolders() throws IOException {
    models = Files.createDirectory(folder.resolve("models"));
    work = Files.createDirectory(folder.resolve("work"));
    TinyModel.write(models.resolve("tiny.safetensors"));
  }

  private CommandRun restore(Object input, Object output, Object... more) {
    List<Object> arguments =
        new ArrayList<>(List.of("restore", input, "-o", output, "--model", "tiny"));
    arguments.addAll(Arrays.asList(more));
    return CommandRun.of(models, arguments.toArray());
  }

  /** Refused in one line, which says so many things, with every file as it was. */
  private void assertRefused(
      int exitCode, Object input, Object output, List<Object> more, String... words) {
    Map<String, String> before = contents();
    CommandRun run = restore(input, output, more.toArray());
    assertThat(run.err()).singleElement().asString().startsWith("edvr: ").contains(words);
    assertThat(run.exitCode()).isEqualTo(exitCode);
    assertThat(run.out()).isEmpty();
    assertThat(contents()).isEqualTo(before);
  }

  private Map<String, String> contents() {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(work)) {
      files.forEach(file -> contents.put(file.toString(), content(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return contents;
  }

  private static String content(Path file) {
    try {
      boolean small = Files.isRegularFile(file) && Files.size(file) < 1 << 20;
      return small && Files.isReadable(file)
          ? String.valueOf(Arrays.hashCode(Files.readAllBytes(file)))
          : String.valueOf(Files.getLastModifiedTime(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path clip(String name, int frames) {
    return clip(name, frames, WIDTH, HEIGHT);
  }

  private Path clip(String name, int frames, int width, int height) {
    Path file = work.resolve(name);
    ClipInfo info = ClipInfo.of(width, height, new Rational(25, 1));
    try (FrameSink sink = FrameSink.open(file.toString(), info, SinkOptions.DEFAULT)) {
      for (int t = 0; t < frames; t++) {
        Frame frame = new Frame(height, width);
        Arrays.fill(frame.rgb(), 0.1f * (t + 1));
        sink.write(new TimedFrame(frame, t, 1, ""));
      }
      sink.finish();
    }
    return file;
  }

  private static void assertRestored(CommandRun run, Path output, int frames) {
    assertThat(run.exitCode()).as(() -> String.join("\n", run.err())).isZero();
    int read = 0;
    try (FrameSource source = FrameSource.open(output.toString(), SourceOptions.DEFAULT)) {
      assertThat(List.of(source.info().width(), source.info().height()))
          .containsExactly(4 * WIDTH, 4 * HEIGHT);
      while (source.next().isPresent()) {
        read++;
      }
    }
    assertThat(read).isEqualTo(frames);
  }

  @Test
  void filesThatAreNoVideo() throws IOException {
    Path empty = Files.createFile(work.resolve("empty.mp4"));
    assertRefused(1, empty, work.resolve("o.mp4"), List.of(), "empty.mp4", "it is empty");
    Path text = Files.writeString(work.resolve("text.mp4"), "Dear diary,\n".repeat(50));
    assertRefused(
        1, text, work.resolve("o.mp4"), List.of(), "text.mp4", "can't be read as a video");
    Path none = work.resolve("none.mp4");
    assertRefused(1, none, work.resolve("o.mp4"), List.of(), "there is no input", "none.mp4");
    Path bare = Files.createDirectory(work.resolve("bare"));
    assertRefused(1, bare, work.resolve("o.mp4"), List.of(), "bare", "has no picture");
  }

  @Test
  void aFolderOfVideosIsNoClip() throws IOException {
    Path clips = Files.createDirectory(work.resolve("clips"));
    clip("clips/a.mkv", 1);
    assertRefused(
        1, clips, work.resolve("o.mp4"), List.of(), "has no picture", "1 × .mkv", "--out-dir");
  }

  @Test
  void outputsThatAreFolders() throws IOException {
    Path clip = clip("clip.mkv", 1);
    Path taken = Files.createDirectory(work.resolve("taken.mp4"));
    Files.writeString(taken.resolve("notes.txt"), "precious");
    assertRefused(2, clip, taken, List.of("-y"), "taken.mp4", "is a folder", "--out-dir");
    assertRefused(2, clip, taken + "/", List.of(), "taken.mp4", "is not empty");
    assertRefused(2, clip, work.resolve("no/o.mp4"), List.of(), "no/o.mp4", "doesn't exist");
    assertRefused(2, clip, clip + "/", List.of("-y"), "clip.mkv", "is a file, not a folder");
  }

  /** Under any of its names, and even if overwriting is allowed. */
  @Test
  void theInputIsNeverOverwritten() throws IOException {
    Path clip = clip("clip.mkv", 1);
    Path link = Files.createSymbolicLink(work.resolve("link.mkv"), clip);
    Path twin = Files.createLink(work.resolve("twin.mkv"), clip);
    for (Path output : List.of(clip, link, twin, work.resolve("../work/clip.mkv"))) {
      assertRefused(2, clip, output, List.of("-y"), output.toString(), "is the input itself");
      assertRefused(2, output, clip, List.of("-y"), "clip.mkv", "is the input itself");
    }
  }

  @Test
  void anUnfinishedRunLeavesTheOldOutput() throws IOException {
    Path clip = clip("clip.mkv", 1);
    Path old = Files.writeString(work.resolve("old.mp4"), "precious");
    assertRefused(2, clip, old, List.of(), "old.mp4", "exists", "-y");
    Path text = Files.writeString(work.resolve("text.mp4"), "no video");
    assertRefused(1, text, old, List.of("-y"), "text.mp4");
    assertRefused(2, clip, old, List.of("-y", "--codec", "nonesuch"), "nonesuch");
  }

  private static void forbid(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  @Test
  void filesThatMayNotBeReadOrWritten() throws IOException, InterruptedException {
    Path clip = clip("clip.mkv", 1);
    Path secret = clip("secret.mkv", 1);
    Path shelf = Files.createDirectory(work.resolve("shelf"));
    assumeTrue(
        Files.getFileStore(work).supportsFileAttributeView("posix"),
        "this file system has no permissions");
    forbid(secret, "---------");
    forbid(shelf, "r-xr-xr-x");
    try {
      List<String> asOthers = withoutRightsOfRoot(secret);
      assertRefused(asOthers, secret, work.resolve("o.mp4"), "secret.mkv", "no permission");
      assertRefused(asOthers, clip, shelf.resolve("o.mp4"), "shelf", "no permission");
      assertRefused(asOthers, clip, shelf.resolve("o") + "/", "shelf", "permission denied");
    } finally {
      forbid(shelf, "rwxr-xr-x");
    }
  }

  /** Arabic has digits of its own; messages are English, and programs read some of the output. */
  @Test
  void allDigitsAreThoseOfMessagesInEnglish() throws IOException, InterruptedException {
    Path clip = clip("clip.mkv", 3);
    List<String> arabic = List.of("-Duser.language=ar", "-Duser.country=EG");
    assertThat(run(List.of(), java(arabic, clip, work.resolve("out.mp4")))).isZero();
    assertThat(told()).content().contains("3 frames").doesNotContainPattern("[\\p{Nd}&&[^0-9]]");
  }

  /** What begins a command that shall fail to read a file, though root may read everything. */
  private List<String> withoutRightsOfRoot(Path secret) throws IOException, InterruptedException {
    if (!Files.isReadable(secret)) {
      return List.of();
    }
    List<String> others =
        List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all");
    try {
      assumeTrue(
          run(others, List.of("test", "!", "-r", secret.toString())) == 0,
          "root can't do without its rights here");
    } catch (IOException e) {
      assumeTrue(false, "root can't do without its rights here: " + e.getMessage());
    }
    return others;
  }

  private Path told() {
    return folder.resolve("told");
  }

  private int run(List<String> beginning, List<String> rest)
      throws IOException, InterruptedException {
    return new ProcessBuilder(Stream.concat(beginning.stream(), rest.stream()).toList())
        .redirectErrorStream(true)
        .redirectOutput(told().toFile())
        .start()
        .waitFor();
  }

  private List<String> java(List<String> options, Object input, Object output) {
    List<String> command = new ArrayList<>(options);
    command.addFirst(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "restore",
            input.toString(),
            "-o",
            output.toString(),
            "--model",
            models.resolve("tiny.safetensors").toString()));
    return command;
  }

  /** In a process of its own, refused in one line, with every file as it was. */
  private void assertRefused(List<String> beginning, Object input, Object output, String... words)
      throws IOException, InterruptedException {
    Map<String, String> before = contents();
    int exitCode = run(beginning, java(List.of(), input, output));
    assertThat(Files.readAllLines(told()))
        .filteredOn(line -> line.startsWith("edvr: "))
        .singleElement()
        .asString()
        .contains(words);
    assertThat(exitCode).isEqualTo(1);
    assertThat(contents()).isEqualTo(before);
  }

  /** Where not even root can make a file. */
  @ParameterizedTest
  @ValueSource(strings = {"/proc/o.mp4", "/proc/o/"})
  void foldersInWhichNothingCanBeMade(String output) {
    assumeTrue(Files.isDirectory(Path.of("/proc/self")), "this system has no /proc");
    assertRefused(1, clip("clip.mkv", 1), output, List.of(), "/proc/o");
  }

  /** As a shell's <(ffmpeg …). */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  @Timeout(60)
  void aPipeWithANameIsReadOnce() throws IOException, InterruptedException {
    Path clip = clip("clip.mkv", 2);
    Path pipe = work.resolve("pipe");
    assertThat(run(List.of(), List.of("mkfifo", pipe.toString()))).isZero();
    Process writer =
        new ProcessBuilder("sh", "-c", "cat \"$0\" > \"$1\"", clip.toString(), pipe.toString())
            .start();
    Path output = work.resolve("out.mkv");
    assertRestored(restore(pipe, output), output, 2);
    writer.destroyForcibly();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "two words.mkv",
        " leading and trailing .mkv",
        "100%d #1?&=*:[x].mkv",
        "-y.mkv",
        "http:example.mkv",
        "quote'\"`$HOME.mkv",
        "Füße und 映画 🎬.mkv"
      })
  void namesThatNeedCare(String name) throws IOException {
    Charset names = Charset.forName(System.getProperty("sun.jnu.encoding"));
    assumeTrue(names.newEncoder().canEncode(name), "this locale has no such names");
    Path input = clip(name, 2);
    Path results = Files.createDirectory(work.resolve("results of " + name));
    Path output = results.resolve(name);
    assertRestored(restore(input, output), output, 2);
    try (Stream<Path> files = Files.list(results)) {
      assertThat(files).containsExactly(output);
    }
  }

  @Test
  void clipsOfNoFrameAndOfOne() throws IOException {
    Path none =
        Files.writeString(work.resolve("none.y4m"), "YUV4MPEG2 W16 H16 F25:1 Ip A1:1 C420mpeg2\n");
    assertRefused(1, none, work.resolve("o.mkv"), List.of(), "none.y4m");
    Path output = work.resolve("one.mkv");
    assertRestored(restore(clip("1.mkv", 1), output), output, 1);
    Path frames = work.resolve("frames");
    assertRestored(restore(clip("2.mkv", 1), frames + "/"), frames, 1);
  }

  /** A hole in place of the pixels: 200 MB that take no place. */
  private Path still(int width, int height) throws IOException {
    Path file = work.resolve("large.y4m");
    byte[] header =
        "YUV4MPEG2 W%d H%d F25:1 Ip A1:1 C420mpeg2\nFRAME\n".formatted(width, height).getBytes();
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.write(header);
      bytes.setLength(header.length + (long) width * height * 3 / 2);
    }
    return file;
  }

  @Test
  void framesWhoseResultNoArrayHolds() throws IOException {
    assertRefused(
        1, still(15360, 8640), work.resolve("o.mkv"), List.of(), "15360x8640", "smaller frames");
  }

  @Test
  void framesThatChangeTheirSizeAreScaledToTheFirst() throws IOException {
    Path first = clip("first.264", 3);
    Path second = clip("second.264", 2, 32, 48);
    Path joined = work.resolve("joined.264");
    Files.write(joined, Files.readAllBytes(first));
    Files.write(joined, Files.readAllBytes(second), StandardOpenOption.APPEND);
    Path output = work.resolve("o.mkv");
    CommandRun run = restore(joined, output);
    assertRestored(run, output, 5);
    assertThat(run.err())
        .filteredOn(line -> line.contains("changes to 32x48"))
        .singleElement()
        .asString()
        .contains("joined.264", "are scaled to the first one's 16x16");
  }
}
