package io.github.edvr4j.cli.doctor;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.OptionalLong;

/**
 * Processor and memory; all memory in bytes.
 *
 * @param cores that this process may use
 * @param coresOfMachine at least as many; more in a container with a limit
 * @param memory that this process may use
 * @param memoryOfMachine at least as much; more in a container with a limit
 * @param available what other programs leave, where the system says
 * @param heap the most that Java takes for its objects
 */
record MachineCheck(
    String cpu,
    int cores,
    int coresOfMachine,
    long memory,
    long memoryOfMachine,
    OptionalLong available,
    long heap) {

  /** Less than this doesn't hold the smallest model with frames of 96x64. */
  private static final long LEAST_HEAP = 150 * Bytes.MB;

  /** With this, frames up to 1920x1080 can be restored. */
  private static final long GOOD_HEAP = 2 * Bytes.GB;

  static MachineCheck ofThisMachine() {
    ProcFiles proc = ProcFiles.ofThisMachine();
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    int cores = Runtime.getRuntime().availableProcessors();
    long memory = system.getTotalMemorySize();
    return new MachineCheck(
        proc.cpu().orElse(System.getProperty("os.arch")),
        cores,
        Math.max(cores, proc.cores()),
        memory,
        Math.max(memory, proc.memory("MemTotal").orElse(0)),
        proc.memory("MemAvailable"),
        Runtime.getRuntime().maxMemory());
  }

  List<Finding> findings() {
    return List.of(cpuFinding(), memoryFinding(), heapFinding());
  }

  private Finding cpuFinding() {
    String limit = cores < coresOfMachine ? " of the machine's " + coresOfMachine : "";
    return Finding.ok("cpu", "%s, %d core%s%s".formatted(cpu, cores, cores == 1 ? "" : "s", limit));
  }

  private Finding memoryFinding() {
    StringBuilder text = new StringBuilder(Bytes.text(memory));
    if (memory < memoryOfMachine) {
      text.append(" of the machine's ").append(Bytes.text(memoryOfMachine));
    }
    if (available.isEmpty()) {
      return Finding.ok("memory", text.toString());
    }
    long free = Math.min(available.getAsLong(), memory);
    text.append(", ").append(Bytes.text(free)).append(" free");
    return free < GOOD_HEAP
        ? Finding.warning(
            "memory", text.toString(), "close other programs, or restore small frames")
        : Finding.ok("memory", text.toString());
  }

  private Finding heapFinding() {
    String text = Bytes.text(heap);
    String advice =
        "let Java use more, as in JAVA_TOOL_OPTIONS=-Xmx4g edvr ..., where the machine has that much";
    if (heap < LEAST_HEAP) {
      return Finding.failure(
          "memory for Java", text + ", too little even for small frames", advice);
    }
    return heap < GOOD_HEAP
        ? Finding.warning("memory for Java", text + ", enough for small frames only", advice)
        : Finding.ok("memory for Java", text);
  }
}
