package io.github.edvr4j.cli;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.files.FileFailure;
import io.github.edvr4j.files.FolderLock;
import io.github.edvr4j.train.data.Clips;
import io.github.edvr4j.train.data.Samples;
import io.github.edvr4j.train.data.Source;
import io.github.edvr4j.train.data.TrainingData;
import io.github.edvr4j.train.log.RunRecords;
import io.github.edvr4j.train.log.TrainingListeners;
import io.github.edvr4j.train.loop.RunFolder;
import io.github.edvr4j.train.loop.TrainingRun;
import io.github.edvr4j.train.options.OptionFile;
import io.github.edvr4j.train.options.Section;
import io.github.edvr4j.train.options.TrainingOptions;
import io.github.edvr4j.train.torch.Libtorch;
import io.github.edvr4j.train.torch.TorchDevice;
import io.github.edvr4j.train.validation.ClipValidation;
import io.github.edvr4j.train.validation.HeldOutDataset;
import io.github.edvr4j.train.validation.Protocol;
import io.github.edvr4j.train.validation.Validation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * One training from the command line.
 *
 * @param settings that stand in place of the file's options
 * @param fresh whether an earlier run of the same name is put aside
 * @param verbose whether details are said
 */
record TrainingSession(
    Path file,
    List<String> settings,
    ComputeDevice device,
    Optional<Integer> threads,
    boolean fresh,
    boolean verbose,
    Console console) {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss");

  void run() {
    TrainingOptions options = TrainingOptions.of(OptionFile.read(file, settings));
    RunFolder folder = TrainingRun.folder(options);
    Path events = events(options);
    try (TrainingProgress progress = new TrainingProgress(console, verbose, System::nanoTime)) {
      if (fresh) {
        putAside(folder, events, progress);
      }
      TrainingListeners listeners = new TrainingListeners();
      listeners.add(progress);
      try (TrainingRun run = TrainingRun.open(options, torchDevice(), listeners)) {
        train(options, run, events, listeners, progress);
      }
    }
  }

  private TorchDevice torchDevice() {
    threads.ifPresent(Libtorch::useThreads);
    TorchDevice chosen =
        switch (device) {
          case CPU -> TorchDevice.CPU;
          case CUDA -> TorchDevice.CUDA;
        };
    chosen.requireAvailable();
    return chosen;
  }

  private void train(
      TrainingOptions options,
      TrainingRun run,
      Path events,
      TrainingListeners listeners,
      TrainingProgress progress) {
    int window = options.network().frames();
    Clips clips = Clips.of(options.trainData(), window, progress::note);
    TrainingData data = TrainingData.of(options.trainData(), options.network());
    List<HeldOutDataset> heldOut = heldOut(options, window, progress);
    // Before hours may be spent on unpacking.
    Section.remarkOnUnread(List.of(options.all())).ifPresent(progress::warning);
    Libtorch.slowness()
        .filter(_ -> device == ComputeDevice.CPU)
        .map("libtorch: "::concat)
        .ifPresent(progress::warning);
    List<Source> sources = clips.forTraining();
    Samples samples =
        data.samples(
            sources,
            options.seed(),
            options.train().alignment().iterations() * options.batch(),
            progress::warning);
    RunFolder folder = run.folder();
    try (StopOnInterrupt interrupt = new StopOnInterrupt(progress);
        RunRecords records =
            RunRecords.open(
                folder.root(),
                Optional.of(events).filter(_ -> options.logger().tensorBoard()),
                run.iteration(),
                options.logger().printEvery())) {
      listeners.add(records.listener());
      Optional<Validation> validation =
          validation(options, heldOut, folder, progress, interrupt::isRequested);
      progress.begin(describe(options, run, sources), run.iteration());
      try {
        run.train(samples, validation, interrupt::isRequested);
      } catch (RuntimeException | OutOfMemoryError e) {
        interrupt.failed(String.valueOf(e.getMessage()));
        throw e;
      }
      progress.ended();
      interrupt.saved();
    }
  }

  private static List<HeldOutDataset> heldOut(
      TrainingOptions options, int window, TrainingProgress progress) {
    List<Section> datasets = options.validationData();
    if (options.validation().every() == 0) {
      datasets.forEach(dataset -> dataset.passOver(dataset.keys().toArray(String[]::new)));
      return List.of();
    }
    return datasets.stream()
        .map(dataset -> HeldOutDataset.of(dataset, window, progress::note))
        .toList();
  }

  private Optional<Validation> validation(
      TrainingOptions options,
      List<HeldOutDataset> heldOut,
      RunFolder folder,
      TrainingProgress progress,
      BooleanSupplier stop) {
    if (heldOut.isEmpty()) {
      return Optional.empty();
    }
    ClipValidation validation =
        new ClipValidation(
            heldOut.stream().flatMap(dataset -> dataset.open().stream()).toList(),
            Protocol.of(options.validation()),
            Optional.of(folder.pictures()).filter(_ -> options.validation().saveImages()),
            threads.orElse(Runtime.getRuntime().availableProcessors()),
            progress::warning,
            progress::restored,
            stop);
    validation.check(options.network());
    return Optional.of(validation);
  }

  private String describe(TrainingOptions options, TrainingRun run, List<Source> sources) {
    return "training %s on %s: steps %d to %d with %s each, from %s; into %s"
        .formatted(
            options.name(),
            device.name().toLowerCase(Locale.ROOT),
            run.iteration() + 1,
            options.train().iterations(),
            Texts.count(options.batch(), "sample"),
            Texts.count(sources.stream().mapToLong(source -> source.clips().size()).sum(), "clip"),
            run.folder().root());
  }

  /** Beside the folder of all trainings, as BasicSR puts them. */
  private static Path events(TrainingOptions options) {
    return options.path().experiments().resolveSibling("tb_logger").resolve(options.name());
  }

  private static void putAside(RunFolder run, Path events, TrainingProgress progress) {
    if (Files.exists(run.root())) {
      try (FolderLock _ = run.lock()) {
        putAside(run.root(), progress);
      }
    }
    putAside(events, progress);
  }

  private static void putAside(Path folder, TrainingProgress progress) {
    if (Files.notExists(folder)) {
      return;
    }
    Path aside =
        folder.resolveSibling(
            "%s_archived_%s".formatted(folder.getFileName(), LocalDateTime.now().format(TIME)));
    try {
      Files.move(folder, aside);
    } catch (IOException e) {
      throw new EdvrException(
          Category.OUTPUT,
          "%s: can't be renamed to %s: %s".formatted(folder, aside, FileFailure.reason(e)),
          e);
    }
    progress.note("the earlier %s is kept as %s".formatted(folder, aside));
  }
}
