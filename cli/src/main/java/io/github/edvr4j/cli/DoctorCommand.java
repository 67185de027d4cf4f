package io.github.edvr4j.cli;

import io.github.edvr4j.cli.doctor.Finding;
import io.github.edvr4j.cli.doctor.Finding.Level;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** What this machine brings for restoring, and what stands in the way. */
@Command(
    name = "doctor",
    description = {
      "Looks at Java, the machine, FFmpeg, the models and the folders that are written to, and says"
          + " what to do where something stands in the way. Computes for three seconds to say how"
          + " fast it is.",
      "Exit code 1 means that restoring can't work here; 0 that it can, perhaps with warnings."
    },
    footerHeading = "%nThe fields of --json:%n",
    footer = {
      "  works       whether restoring can work",
      "  findings[]  level (\"ok\", \"warning\" or \"failure\"), topic, text,",
      "              advice (null if ok)"
    })
final class DoctorCommand implements Callable<Integer> {

  /** What --json writes. */
  private record Report(boolean works, List<Finding> findings) {}

  @Option(names = "--json", description = "Write JSON in place of lines.")
  private boolean json;

  private final Console console;
  private final Supplier<List<Finding>> examination;

  DoctorCommand(Console console, Supplier<List<Finding>> examination) {
    this.console = console;
    this.examination = examination;
  }

  @Override
  public Integer call() {
    List<Finding> findings = examination.get();
    boolean works = findings.stream().noneMatch(finding -> finding.level() == Level.FAILURE);
    if (json) {
      console.out().println(Json.of(new Report(works, findings)));
    } else {
      findings.forEach(this::print);
    }
    return works ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private void print(Finding finding) {
    console
        .out()
        .println(
            "%-8s %-18s %s%s"
                .formatted(
                    finding.level().name().toLowerCase(Locale.ROOT),
                    finding.topic(),
                    finding.text(),
                    finding.advice().map(advice -> ": " + advice).orElse("")));
  }
}
