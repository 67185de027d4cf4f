package io.github.edvr4j.bench;

import io.github.edvr4j.stream.Frame;
import io.github.edvr4j.stream.FrameStream;
import io.github.edvr4j.stream.Restorer;
import io.github.edvr4j.stream.Scenes;
import io.github.edvr4j.stream.StreamOptions;
import io.github.edvr4j.stream.StreamPlan;
import io.github.edvr4j.video.ClipInfo;
import io.github.edvr4j.video.EncodingRequest;
import io.github.edvr4j.video.FrameRange;
import io.github.edvr4j.video.FrameSink;
import io.github.edvr4j.video.FrameSource;
import io.github.edvr4j.video.Part;
import io.github.edvr4j.video.Rational;
import io.github.edvr4j.video.RestoreJob;
import io.github.edvr4j.video.ResumableOutput;
import io.github.edvr4j.video.SinkOptions;
import io.github.edvr4j.video.SourceOptions;
import io.github.edvr4j.video.TimedFrame;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Restores many small frames in one process, from a video to a video in segments, and says what
 * memory it takes on the way: what a day's run would lose a little of with every frame shows here.
 *
 * <p>{@code java … SoakRun [frames] [folder]}; prints a line for every twentieth of the frames, and
 * at the end how much more there is than after the first quarter.
 */
public final class SoakRun {

  private static final int SIZE = 16;
  private static final int SCENE = 97;
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

  /** Memory in bytes. */
  private record Sample(long frames, long heap, long resident) {}

  private final int frames;
  private final List<Sample> samples = new ArrayList<>();

  private SoakRun(int frames) {
    this.frames = frames;
  }

  /** Runs the soak. */
  public static void main(String[] args) throws IOException, InterruptedException {
    int frames = args.length > 0 ? Integer.parseInt(args[0]) : 20_000;
    Path folder = args.length > 1 ? Path.of(args[1]) : Files.createTempDirectory("edvr-soak");
    new SoakRun(frames).run(folder);
  }

  private void run(Path folder) throws InterruptedException {
    Path input = folder.resolve("in.mkv");
    Path output = folder.resolve("out.mkv");
    writeClip(input);
    BenchmarkModel model = BenchmarkModel.of("tiny");
    SinkOptions options =
        SinkOptions.DEFAULT
            .withOverwrite(true)
            .withCopyFrom(input)
            .withEncoding(EncodingRequest.DEFAULT.withCodec("h264"))
            .withWarnings(System.err::println);
    long start = System.nanoTime();
    try (Restorer restorer = new Restorer(model.config(), model.weights(), 1);
        FrameSource source = FrameSource.open(input.toString(), SourceOptions.DEFAULT);
        ResumableOutput video =
            ResumableOutput.open(
                output.toString(), source.info().withSize(4 * SIZE, 4 * SIZE), options, 120)) {
      video.begin(new LinkedHashMap<>(), Part.WHOLE, OptionalLong.of(frames), false);
      StreamPlan plan = restorer.plan(SIZE, SIZE, StreamOptions.DEFAULT);
      FrameStream stream =
          new Scenes(restorer.open(plan, System.err::println), Scenes.DEFAULT_THRESHOLD, cut -> {});
      RestoreJob job =
          new RestoreJob(
              source,
              OptionalLong.empty(),
              FrameRange.ALL,
              stream,
              source.info().withSize(4 * SIZE, 4 * SIZE),
              video.sink(FrameRange.ALL),
              this::measure);
      System.out.println("  frames   heap MB   resident MB");
      long made = job.run();
      video.ends(made);
      video.complete(false);
      measure(frames);
      report(made, (System.nanoTime() - start) / 1e9);
    }
  }

  private void writeClip(Path file) {
    ClipInfo clip = ClipInfo.of(SIZE, SIZE, new Rational(25, 1));
    SinkOptions options =
        SinkOptions.DEFAULT
            .withOverwrite(true)
            .withEncoding(EncodingRequest.DEFAULT.withCodec("h264"));
    try (FrameSink sink = FrameSink.open(file.toString(), clip, options)) {
      for (int i = 0; i < frames; i++) {
        sink.write(new TimedFrame(frame(i), i, 1, ""));
      }
      sink.finish();
    }
  }

  private static Frame frame(int t) {
    Frame frame = new Frame(SIZE, SIZE);
    float base = t / SCENE % 2 == 0 ? 0.2f : 0.7f;
    for (int i = 0; i < frame.rgb().length; i++) {
      frame.rgb()[i] = base + 0.1f * (float) Math.sin(0.3 * i + 0.1 * t);
    }
    return frame;
  }

  private void measure(long done) {
    if (done % (frames / 20) != 0) {
      return;
    }
    System.gc();
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    Sample sample = new Sample(done, heap, resident());
    samples.add(sample);
    System.out.printf(Locale.ROOT, "%8d %9.2f %13.1f%n", done, heap / 1e6, sample.resident() / 1e6);
  }

  private static long resident() {
    try {
      Matcher line = RESIDENT.matcher(Files.readString(Path.of("/proc/self/status")));
      return line.find() ? 1024 * Long.parseLong(line.group(1)) : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  private void report(long made, double seconds) {
    Sample early = samples.get(samples.size() / 4);
    Sample last = samples.getLast();
    System.out.printf(
        Locale.ROOT,
        "%d frames in %.0f s; since frame %d the heap has grown by %.2f MB, the process by %.1f MB%n",
        made,
        seconds,
        early.frames(),
        (last.heap() - early.heap()) / 1e6,
        (last.resident() - early.resident()) / 1e6);
  }
}
