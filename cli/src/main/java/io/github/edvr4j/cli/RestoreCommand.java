package io.github.edvr4j.cli;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.files.FileFailure;
import io.github.edvr4j.video.EncodingRequest;
import io.github.edvr4j.weights.EdvrCheckpoint;
import io.github.edvr4j.zoo.ModelStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Videos in, better ones out. */
@Command(
    name = "restore",
    description = "Restores videos, or folders of pictures.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  edvr restore old.mp4 -o better.mp4",
      "  edvr restore old.mkv -o try.mkv --start 1:30 --frames 20",
      "  edvr restore 1080p.mp4 -o 4k.mp4 --scale 2 --crf 18",
      "  edvr restore clips/ --out-dir restored/",
      "  ffmpeg -i old.avi -f yuv4mpegpipe - | edvr restore - -o - | ffplay -"
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields.
final class RestoreCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "INPUT",
      arity = "1..*",
      description =
          "A video, a folder of pictures (PNG, JPEG, TIFF, WebP, BMP) in natural order or a pattern of"
              + " their names (frames/%%04d.png), a folder of videos (with --out-dir), or - for a"
              + " video from the standard input.")
  private List<String> inputs;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUTPUT",
      description =
          "A video file (.mp4, .mkv, .mov, .webm or .y4m), ending in / a folder for PNG files, or - for"
              + " y4m on the standard output.")
  private Optional<String> output;

  @Option(
      names = "--out-dir",
      paramLabel = "DIR",
      description =
          "The folder for the results of several inputs, each under its own name. Given again, the"
              + " same command skips those that it has completed.")
  private Optional<Path> folder;

  @Option(names = "-y", description = "Overwrite an existing output.")
  private boolean overwrite;

  @Option(
      names = {"-m", "--model"},
      paramLabel = "NAME|FILE",
      defaultValue = "edvr-s-x4",
      description =
          "A model by name ('edvr models list'), or a .pth or .safetensors file (default:"
              + " ${DEFAULT-VALUE}).")
  private String model;

  @Option(
      names = "--then",
      paramLabel = "NAME|FILE",
      description = "A second model, for what comes out of the first.")
  private Optional<String> then;

  @Mixin private LoadOptions loading;

  @ArgGroup(exclusive = false, validate = false, heading = "%nWhat is restored:%n")
  private RangeOptions range = new RangeOptions();

  @ArgGroup(exclusive = true, heading = "%nIn which size:%n")
  private SizeOptions size = new SizeOptions();

  @ArgGroup(exclusive = false, validate = false, heading = "%nHow it is encoded:%n")
  private EncodingOptions encoding = new EncodingOptions();

  @ArgGroup(exclusive = false, validate = false, heading = "%nHow it is computed:%n")
  private ComputingOptions computing = new ComputingOptions();

  @ArgGroup(exclusive = false, validate = false, heading = "%nHow a long run goes on:%n")
  private SegmentOptions segments = new SegmentOptions();

  @ArgGroup(exclusive = true, heading = "%nWhat is said meanwhile, on stderr:%n")
  private ReportOptions report = new ReportOptions();

  @ParentCommand private EdvrCommand edvr;

  private final Console console;
  private final ModelStore models;

  RestoreCommand(Console console, ModelStore models) {
    this.console = console;
    this.models = models;
  }

  @Override
  public Integer call() throws InterruptedException {
    range.check();
    computing.check();
    EncodingRequest request = encoding.request();
    List<Assignment> work = assignments();
    segments.check(work);
    List<Path> files = new ArrayList<>();
    files.add(models.find(model));
    then.ifPresent(second -> files.add(models.find(second)));
    Progress progress = report.progress(console);
    List<LoadedModel> loaded = new ArrayList<>();
    try (progress) {
      for (Path file : files) {
        loaded.add(load(file, progress));
      }
      return restore(work, loaded, request, progress);
    } catch (OutOfMemoryError e) {
      throw new EdvrException(
          Category.MEMORY,
          "the %d MB of memory that Java may use don't suffice; use --tile with a small number, or let Java use more with JAVA_TOOL_OPTIONS=-Xmx…g"
              .formatted(Runtime.getRuntime().maxMemory() >> 20),
          e);
    } finally {
      loaded.forEach(LoadedModel::close);
    }
  }

  private List<Assignment> assignments() {
    if (output.isPresent() == folder.isPresent()) {
      throw usage("say where the result goes: -o OUTPUT for one input, --out-dir DIR for several");
    }
    if (output.isPresent()) {
      if (inputs.size() > 1) {
        throw usage("several inputs need --out-dir DIR in place of -o");
      }
      return List.of(Assignment.of(inputs.getFirst(), output.get(), overwrite));
    }
    makeFolder(folder.get());
    return Assignment.into(folder.get(), inputs, overwrite);
  }

  private static EdvrException usage(String message) {
    return new EdvrException(Category.USAGE, message);
  }

  private static void makeFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new EdvrException(
          Category.OUTPUT,
          "cannot make the folder %s: %s".formatted(folder, FileFailure.reason(e)),
          e);
    }
  }

  private LoadedModel load(Path file, Progress progress) {
    EdvrCheckpoint checkpoint = loading.load(file);
    checkpoint.notes().forEach(progress::warn);
    String name = file.getFileName().toString().replaceFirst("\\.(pth|safetensors)$", "");
    return new LoadedModel(
        name, loading.identity(file, checkpoint), checkpoint, computing.threads());
  }

  /** Of several clips, one that fails doesn't keep the others waiting. */
  private int restore(
      List<Assignment> work, List<LoadedModel> loaded, EncodingRequest request, Progress progress)
      throws InterruptedException {
    ClipRestoration restoration =
        new ClipRestoration(
            loaded,
            computing,
            range,
            size,
            request,
            segments,
            overwrite,
            folder.isPresent(),
            edvr.verbose(),
            console,
            progress);
    int failed = 0;
    for (Assignment one : work) {
      try {
        restoration.restore(one);
      } catch (EdvrException e) {
        if (work.size() == 1) {
          throw e;
        }
        progress.close();
        console.say(String.valueOf(e.getMessage()));
        failed++;
      }
    }
    if (failed > 0) {
      console.say("%d of %d clips could not be restored".formatted(failed, work.size()));
    }
    return failed > 0 ? ExitCode.SOFTWARE : ExitCode.OK;
  }
}
