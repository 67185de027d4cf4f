package io.github.edvr4j.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What Linux says of the machine, which Java doesn't.
 *
 * @param cpuinfo the lines of {@code /proc/cpuinfo}; none on other systems
 * @param meminfo the lines of {@code /proc/meminfo}, likewise
 * @param status the lines of {@code /proc/self/status}, likewise
 */
public record ProcFiles(List<String> cpuinfo, List<String> meminfo, List<String> status) {

  /** As they are now. */
  public static ProcFiles ofThisMachine() {
    return new ProcFiles(
        lines(Path.of("/proc/cpuinfo")),
        lines(Path.of("/proc/meminfo")),
        lines(Path.of("/proc/self/status")));
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      return List.of();
    }
  }

  /** The processor's name, which not every kind of processor has here. */
  public Optional<String> cpu() {
    return values(cpuinfo, "model name").findFirst();
  }

  /** Logical cores of the machine, in and outside the container; 0 where that isn't said. */
  int cores() {
    return (int) values(cpuinfo, "processor").count();
  }

  /** An amount of the machine's memory in bytes, such as {@code MemTotal}. */
  OptionalLong memory(String key) {
    return bytes(meminfo, key);
  }

  /** The most that this process has had in the machine's memory at a time, in bytes. */
  public OptionalLong peakOfThisProcess() {
    return bytes(status, "VmHWM");
  }

  private static OptionalLong bytes(List<String> lines, String key) {
    return values(lines, key)
        .filter(value -> value.matches("\\d+ kB"))
        .mapToLong(value -> 1024 * Long.parseLong(value.substring(0, value.length() - 3)))
        .findFirst();
  }

  private static Stream<String> values(List<String> lines, String key) {
    return lines.stream()
        .map(line -> line.split(":", 2))
        .filter(parts -> parts.length == 2 && parts[0].strip().equals(key))
        .map(parts -> parts[1].strip());
  }
}
