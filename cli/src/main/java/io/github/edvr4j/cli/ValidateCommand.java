package io.github.edvr4j.cli;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.weights.EdvrCheckpoint;
import io.github.edvr4j.zoo.ModelStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Clips and models in, a table of how good each model is out. */
@Command(
    name = "validate",
    description = {
      "Compares models, and bicubic enlargement, on clips: their frames are reduced bicubically as"
          + " much as the models enlarge, restored, and compared with the original by PSNR and SSIM"
          + " (as BasicSR computes them, on 8 bits).",
      "Beside it stands the temporal gain: the PSNR less that of the same frames, each restored"
          + " from copies of itself, which is what the neighbors are worth.",
      "An option file of a training says by itself which clips these are and how they are compared:"
          + " datasets:val and val."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  edvr validate clip.mp4 --reduce 2 --y",
      "  edvr validate my.yml -m edvr-s-x4 -m experiments/my/models/net_g_5000.pth"
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields.
final class ValidateCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "OPTIONS.yml|CLIP",
      arity = "1..*",
      description = "One option file, or videos and folders of frames.")
  private List<Path> clips;

  @Option(
      names = {"-m", "--model"},
      paramLabel = "NAME|FILE",
      defaultValue = "edvr-s-x4",
      description =
          "A model by name ('edvr models list'), or a .pth or .safetensors file; may be given"
              + " several times (default: ${DEFAULT-VALUE}).")
  private List<String> models;

  @Mixin private LoadOptions loading;

  @Option(
      names = "--reduce",
      paramLabel = "N",
      description =
          "Make the clips smaller by N first, by the mean of NxN pixels, so that the traces of"
              + " their own compression count less.")
  private Optional<Integer> reduction;

  @Option(
      names = "--frames",
      paramLabel = "N",
      description = "Take only each clip's first N; photographs that are moved stay whole.")
  private Optional<Integer> frames;

  @Option(names = "--y", description = "Compare the luma of BT.601 only, as many papers do.")
  private boolean luma;

  @Option(
      names = "--crop",
      paramLabel = "N",
      description = "Leave out N rows and columns on each side (default: 0).")
  private Optional<Integer> crop;

  @Option(
      names = "--no-temporal-gain",
      description =
          "Don't restore frames from copies of themselves, which says what their neighbors are"
              + " worth and takes up to as long again.")
  private boolean noTemporalGain;

  @Option(
      names = "--format",
      paramLabel = "text|markdown|json|tsv",
      defaultValue = "text",
      description = "How to write the table (default: ${DEFAULT-VALUE}).")
  private QualityTable.Format format;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads to compute with (default: one per core).")
  private Optional<Integer> threads;

  private final Console console;
  private final ModelStore store;

  ValidateCommand(Console console, ModelStore store) {
    this.console = console;
    this.store = store;
  }

  @Override
  public Integer call() {
    OptionValues.requireAtLeast("--reduce", reduction.orElse(1), 1);
    OptionValues.requireAtLeast("--frames", frames.orElse(1), 1);
    OptionValues.requireAtLeast("--crop", crop.orElse(0), 0);
    int count = OptionValues.threads(threads);
    SequencedMap<String, EdvrCheckpoint> loaded = load();
    new ModelComparison(loaded, count, console).run(heldOut()).print(format, console.out());
    return ExitCode.OK;
  }

  private HeldOutClips heldOut() {
    boolean file = clips.stream().anyMatch(HeldOutClips::isOptionFile);
    if (file && clips.size() > 1) {
      throw new EdvrException(
          Category.USAGE, "give either one option file or clips: an option file names its clips");
    }
    if (file && reduction.isPresent()) {
      throw new EdvrException(
          Category.USAGE,
          "--reduce belongs to clips; in an option file, gt_reduce says so for each dataset");
    }
    return new HeldOutClips(clips, reduction, frames, luma, crop, !noTemporalGain);
  }

  private SequencedMap<String, EdvrCheckpoint> load() {
    SequencedMap<String, EdvrCheckpoint> loaded = new LinkedHashMap<>();
    List<String> scales = new ArrayList<>();
    for (String name : models) {
      EdvrCheckpoint checkpoint = loading.load(store.find(name));
      checkpoint.notes().forEach(note -> console.say("warning: " + note));
      loaded.put(name, checkpoint);
      scales.add("%s by %d".formatted(name, checkpoint.config().scale()));
    }
    if (loaded.values().stream().map(model -> model.config().scale()).distinct().count() > 1) {
      throw new EdvrException(
          Category.USAGE,
          "models can only be compared that enlarge as much as each other: "
              + String.join(", ", scales));
    }
    return loaded;
  }
}
