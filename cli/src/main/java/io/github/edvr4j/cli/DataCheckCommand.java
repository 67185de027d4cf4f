package io.github.edvr4j.cli;

import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.train.data.DataCheck;
import io.github.edvr4j.train.data.DataReport;
import io.github.edvr4j.train.data.TrainingData;
import io.github.edvr4j.train.options.NetworkOptions;
import io.github.edvr4j.train.options.OptionFile;
import io.github.edvr4j.train.options.Section;
import io.github.edvr4j.train.validation.HeldOutDataset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Whether data are fit to be trained on. */
@Command(
    name = "check",
    description = {
      "Says which clips there are, and what is wrong with them: what an option file names for"
          + " training and validation, or all videos and folders of frames below some folders.",
      "Exit code 1 means that something is wrong."
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields.
final class DataCheckCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "OPTIONS.yml|FOLDER",
      arity = "1..*",
      description = "Option files, folders and videos.")
  private List<Path> places;

  @Option(
      names = "--full",
      description = "Read every frame instead of the heads of the files, which takes long.")
  private boolean full;

  private final Console console;

  DataCheckCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    boolean sound = true;
    for (DataReport report : reports()) {
      report.lines().forEach(console.out()::println);
      sound &= report.sound();
    }
    return sound ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private List<DataReport> reports() {
    List<DataReport> reports = new ArrayList<>();
    List<Path> folders = new ArrayList<>();
    for (Path place : places) {
      if (HeldOutClips.isOptionFile(place)) {
        reports.addAll(named(OptionFile.read(place, List.of())));
      } else {
        folders.add(place);
      }
    }
    if (!folders.isEmpty()) {
      reports.add(DataCheck.run(folders, full));
    }
    return reports;
  }

  private List<DataReport> named(Section options) {
    EdvrConfig network =
        options.section("network_g").map(NetworkOptions::config).orElse(EdvrConfig.m());
    Section datasets = options.requiredSection("datasets");
    List<DataReport> reports = new ArrayList<>();
    for (String name : datasets.keys()) {
      Section dataset = datasets.requiredSection(name);
      if (name.startsWith("train")) {
        dataset.passOver("batch_size_per_gpu");
        TrainingData.of(dataset, network);
      } else {
        HeldOutDataset.Options.of(dataset);
      }
      reports.add(DataCheck.run(dataset, network.frames(), full));
      Section.remarkOnUnread(List.of(dataset)).map("warning: "::concat).ifPresent(console::say);
    }
    return reports;
  }
}
