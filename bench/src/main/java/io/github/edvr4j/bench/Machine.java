package io.github.edvr4j.bench;

import io.github.edvr4j.engine.Engine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** What a reader must know to judge a figure: where and how it was measured. */
public final class Machine {

  private static final Path CPUINFO = Path.of("/proc/cpuinfo");
  private static final Path STATUS = Path.of("/proc/self/status");

  private Machine() {}

  /**
   * Markdown that says processor, cores, lanes, JDK, when, and the command.
   *
   * @param program its class
   */
  public static String describe(Class<?> program, String[] args) {
    return """
    %s, %d cores, %d lanes; %s %s; %s

    ```
    java %s -cp 'bench/target/classes:bench/target/lib/*' %s %s
    ```
    """
        .formatted(
            value(CPUINFO, "model name").orElse(System.getProperty("os.arch")),
            Runtime.getRuntime().availableProcessors(),
            lanes(),
            System.getProperty("java.vm.vendor"),
            Runtime.version(),
            Instant.now().truncatedTo(ChronoUnit.MINUTES),
            String.join(" ", ManagementFactory.getRuntimeMXBean().getInputArguments()),
            program.getName(),
            String.join(" ", args));
  }

  /** The most memory that this process has had, such as "612 MB"; where Linux says so. */
  public static String peakMemory() {
    return value(STATUS, "VmHWM")
        .map(kilobytes -> Long.parseLong(kilobytes.replaceAll("\\D", "")) * 1024 / 1_000_000)
        .map("%d MB"::formatted)
        .orElse("unknown");
  }

  private static int lanes() {
    try (Engine engine = new Engine(1)) {
      return engine.lanes();
    }
  }

  private static Optional<String> value(Path file, String key) {
    try {
      List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
      return lines.stream()
          .filter(line -> line.startsWith(key))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
