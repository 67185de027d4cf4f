package io.github.edvr4j.cli;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.report.Footage;
import io.github.edvr4j.report.Inspection;
import io.github.edvr4j.report.NeighborUse;
import io.github.edvr4j.report.Region;
import io.github.edvr4j.video.ClipInfo;
import io.github.edvr4j.video.FrameSource;
import io.github.edvr4j.video.TimedFrame;
import io.github.edvr4j.weights.EdvrCheckpoint;
import io.github.edvr4j.zoo.ModelStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A clip in, a page about its alignment out. */
@Command(
    name = "inspect",
    description = {
      "Shows what a model's alignment does with a clip, as a page for a browser: offsets as colours"
          + " and as arrows, masks, neighbours before and after alignment, attention, and how large"
          + " offsets are over time. One line says whether the model uses its neighbors at all: how"
          + " much the frames shown in detail change when copies of them take their neighbors'"
          + " place.",
      "Frames and windows are those that restoring the same part of the clip would take, and the"
          + " same engine computes them. Large frames are looked at in their middle."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  edvr inspect old.mp4 -o report/",
      "  edvr inspect old.mp4 -m edvr-m-x4-reds -o report/ --start 1:30 --frame 0,10,20",
      "  edvr inspect 1080p.mp4 -o report/ --region 600,300,320x180"
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields.
final class InspectCommand implements Callable<Integer> {

  /** Frames whose offsets are looked at unless told: enough to see a course, soon computed. */
  private static final int FRAMES = 25;

  @Parameters(
      paramLabel = "CLIP",
      description = "A video, a folder of pictures, or - for a video from the standard input.")
  private String input;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FOLDER",
      description = "The folder for the page, index.html, and its pictures.")
  private Path output;

  @Option(names = "-y", description = "Replace an earlier report.")
  private boolean overwrite;

  @Option(
      names = {"-m", "--model"},
      paramLabel = "NAME|FILE",
      defaultValue = "edvr-s-x4",
      description =
          "A model by name ('edvr models list'), or a .pth or .safetensors file (default:"
              + " ${DEFAULT-VALUE}).")
  private String model;

  @Mixin private LoadOptions loading;

  @Option(
      names = "--frame",
      split = ",",
      paramLabel = "N",
      description =
          "Frames that are shown in detail, counted from 0 at --start (default: three, spread over"
              + " what is looked at).")
  private List<Integer> chosen = List.of();

  @Option(
      names = "--region",
      paramLabel = "X,Y,WxH",
      description =
          "The part of the frames that is looked at (default: all, or of large ones the middle).")
  private Optional<Region> region;

  @Option(
      names = "--scene-cut",
      paramLabel = "auto|off|N",
      description =
          "Where a new scene begins, which no window mixes with the last one (default: auto, as in"
              + " edvr restore).")
  private SceneCut sceneCut = SceneCut.AUTO;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads to compute with (default: one per core).")
  private Optional<Integer> threads;

  @ArgGroup(
      exclusive = false,
      validate = false,
      heading = "%nWhich part is looked at (default: the first " + FRAMES + " frames):%n")
  private RangeOptions range = new RangeOptions();

  private final Console console;
  private final ModelStore models;

  InspectCommand(Console console, ModelStore models) {
    this.console = console;
    this.models = models;
  }

  @Override
  public Integer call() {
    range.check();
    chosen.forEach(number -> OptionValues.requireAtLeast("--frame", number, 0));
    int count = OptionValues.threads(threads);
    Destination.of(input, output, overwrite).requireFolder();
    Inspection.requireReplaceable(output);
    System.setProperty("java.awt.headless", "true");
    EdvrCheckpoint checkpoint = loading.load(models.find(model));
    checkpoint.notes().forEach(this::warn);
    try {
      Footage footage = footage(checkpoint.config());
      write(
          new Inspection(
              input,
              model,
              checkpoint.config(),
              checkpoint.weights(),
              count,
              footage,
              chosen.isEmpty() ? Inspection.spread(footage.size()) : sorted(chosen)));
    } catch (OutOfMemoryError e) {
      throw new EdvrException(
          Category.MEMORY,
          "the %d MB of memory that Java may use don't suffice; look at fewer pixels with --region, at fewer frames with --frames, or let Java use more with JAVA_TOOL_OPTIONS=-Xmx…g"
              .formatted(Runtime.getRuntime().maxMemory() >> 20),
          e);
    }
    return ExitCode.OK;
  }

  private static List<Integer> sorted(List<Integer> numbers) {
    return numbers.stream().distinct().sorted().toList();
  }

  private Footage footage(EdvrConfig config) {
    // Behind the last chosen frame there should be those of its window.
    int last = chosen.stream().mapToInt(number -> number).max().orElse(0);
    long limit = range.limit().orElse(Math.max(FRAMES, (long) last + config.frames()));
    try (FrameSource source = FrameSource.open(input, range.source().withWarnings(this::warn))) {
      ClipInfo info = source.info();
      Region part =
          region
              .orElseGet(() -> Region.middle(config, info.width(), info.height()))
              .fitting(config, info.width(), info.height());
      Footage footage = new Footage(part, sceneCut.threshold());
      while (footage.size() < limit) {
        Optional<TimedFrame> next = source.next();
        if (next.isEmpty()) {
          break;
        }
        double time = (double) next.get().pts() * info.timeBase().num() / info.timeBase().den();
        footage.add(next.get().frame(), time);
      }
      return footage;
    }
  }

  private void write(Inspection inspection) {
    Region part = inspection.footage().region();
    console.say(
        "%s (%s, %dx%d pixels) with %s: frame %s in detail"
            .formatted(
                input,
                Texts.count(inspection.footage().size(), "frame"),
                part.width(),
                part.height(),
                model,
                String.join(", ", inspection.chosen().stream().map(String::valueOf).toList())));
    try (StatusLine status = new StatusLine(console)) {
      NeighborUse use =
          inspection.write(
              output,
              done -> {
                if (console.terminal()) {
                  status.show("%d of %s".formatted(done, Texts.count(inspection.work(), "frame")));
                }
              });
      status.close();
      console.out().printf("%s %s%n", model, use.sentence());
      console.out().flush();
    }
    console.say("open %s in a browser".formatted(output.resolve(Inspection.INDEX)));
  }

  private void warn(String what) {
    console.say("warning: " + what);
  }
}
