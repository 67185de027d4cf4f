package io.github.edvr4j.video;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.stream.Frame;
import io.github.edvr4j.stream.FrameStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A program that takes damaged clips through a whole job, with a network that leaves frames as they
 * are: a line for each on the standard output. It is a process of its own because damage could end
 * one, or keep it busy for ever.
 */
final class DamagedClips {

  /** Says what came of a clip: its number, the word, and what it said. */
  static final String RESTORED = "restored";

  static final String REFUSED = "refused";

  private DamagedClips() {}

  /**
   * @param arguments the folder of sound clips, and how many damaged ones to make of them
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Path.of(arguments[0]);
    List<Path> clips;
    try (Stream<Path> files = Files.list(folder)) {
      clips = files.sorted().toList();
    }
    Path work = Files.createTempDirectory("damaged");
    for (int number = 0; number < Integer.parseInt(arguments[1]); number++) {
      Path clip = clips.get(number % clips.size());
      byte[] bytes = damaged(Files.readAllBytes(clip), new Random(number));
      Path file = Files.write(work.resolve(clip.getFileName()), bytes);
      System.out.println("begun %d %s".formatted(number, clip.getFileName()));
      System.out.println("%d %s".formatted(number, outcome(file, work.resolve("out.mkv"))));
    }
  }

  /** Flipped bits anywhere or at one place, a missing end, or a hole, as bad disks leave them. */
  static byte[] damaged(byte[] bytes, Random random) {
    int at = random.nextInt(bytes.length);
    switch (random.nextInt(5)) {
      case 0 -> flip(bytes, 0, bytes.length, 1 + random.nextInt(3), random);
      case 1 -> flip(bytes, 0, bytes.length, 20 + random.nextInt(500), random);
      // The index lies at the beginning or at the end.
      case 2 -> flip(bytes, 0, Math.min(1000, bytes.length), 1 + random.nextInt(20), random);
      case 3 -> Arrays.fill(bytes, at, Math.min(at + 5000, bytes.length), (byte) 0);
      default -> {
        return Arrays.copyOf(bytes, at);
      }
    }
    return bytes;
  }

  private static void flip(byte[] bytes, int from, int to, int count, Random random) {
    for (int i = 0; i < count; i++) {
      bytes[random.nextInt(from, to)] ^= (byte) (1 << random.nextInt(8));
    }
  }

  private static String outcome(Path input, Path output) throws InterruptedException {
    List<String> warnings = new ArrayList<>();
    try (FrameSource source =
        FrameSource.open(input.toString(), SourceOptions.DEFAULT.withWarnings(warnings::add))) {
      long frames = restored(source, input, output, warnings::add);
      return "%s %d %s".formatted(RESTORED, frames, warnings);
    } catch (EdvrException e) {
      boolean clear =
          (e.category() == Category.INPUT || e.category() == Category.OUTPUT)
              && !String.valueOf(e.getMessage()).contains("\n");
      return clear ? REFUSED + " " + e.getMessage() : "not a clear message: " + e;
    }
  }

  private static long restored(
      FrameSource source, Path input, Path output, Consumer<String> warnings)
      throws InterruptedException {
    SinkOptions options =
        SinkOptions.DEFAULT
            .withOverwrite(true)
            .withCopyFrom(input)
            .withCut(new Cut(false, true))
            .withEncoding(EncodingRequest.DEFAULT.withCodec("mpeg4"))
            .withWarnings(warnings);
    try (FrameSink sink = FrameSink.open(output.toString(), source.info(), options)) {
      return new RestoreJob(
              source, OptionalLong.of(20), new Unchanged(), source.info(), sink, _ -> {})
          .run();
    }
  }

  private static final class Unchanged implements FrameStream {
    @Override
    public void push(Frame frame, Consumer<Frame> output) {
      output.accept(frame);
    }

    @Override
    public void finish(Consumer<Frame> output) {}
  }
}
