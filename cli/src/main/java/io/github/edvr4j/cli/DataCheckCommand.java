package io.github.edvr4j.cli;

import io.github.edvr4j.train.data.DataCheck;
import io.github.edvr4j.train.data.DataReport;
import io.github.edvr4j.train.options.OptionFile;
import io.github.edvr4j.train.options.Section;
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
        Section datasets = OptionFile.read(place, List.of()).requiredSection("datasets");
        for (String name : datasets.keys()) {
          reports.add(DataCheck.run(datasets.requiredSection(name), full));
        }
      } else {
        folders.add(place);
      }
    }
    if (!folders.isEmpty()) {
      reports.add(DataCheck.run(folders, full));
    }
    return reports;
  }
}
