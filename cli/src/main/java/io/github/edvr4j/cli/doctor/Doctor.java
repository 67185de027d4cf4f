package io.github.edvr4j.cli.doctor;

import io.github.edvr4j.zoo.ModelStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks at everything that restoring needs.
 *
 * @param models where models are looked for
 * @param terminal whether a person watches stderr
 */
public record Doctor(ModelStore models, boolean terminal) {

  private static final Duration TRIAL = Duration.ofSeconds(3);

  /** One finding for each thing that was looked at. */
  public List<Finding> examine() {
    List<Finding> findings = new ArrayList<>();
    findings.addAll(JavaCheck.ofThisProcess().findings());
    findings.addAll(MachineCheck.ofThisMachine().findings());
    findings.addAll(FFmpegCheck.findings());
    findings.add(LibtorchCheck.finding());
    findings.addAll(ModelCheck.findings(models));
    findings.addAll(TextCheck.ofThisProcess(terminal).findings());
    findings.add(
        FolderCheck.finding(
            "temporary files",
            Path.of(System.getProperty("java.io.tmpdir")),
            "JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=FOLDER"));
    findings.add(
        FolderCheck.finding(
            "unpacked libraries",
            unpackedLibraries(),
            "JAVA_TOOL_OPTIONS=-Dorg.bytedeco.javacpp.cachedir=FOLDER"));
    // Where memory doesn't suffice, that is said already.
    if (findings.stream().noneMatch(finding -> finding.level() == Finding.Level.FAILURE)) {
      findings.add(SpeedTrial.finding(TRIAL));
    }
    return findings;
  }

  /** Where JavaCPP puts FFmpeg's libraries before it loads them. */
  private static Path unpackedLibraries() {
    return Optional.ofNullable(System.getProperty("org.bytedeco.javacpp.cachedir"))
        .map(Path::of)
        .orElse(Path.of(System.getProperty("user.home"), ".javacpp", "cache"));
  }
}
