package io.github.edvr4j.cli.bench;

import io.github.edvr4j.cli.doctor.ProcFiles;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.OptionalLong;

/** The most memory that this process has had at a time. */
public record PeakMemory(long bytes, Kind kind) {

  /** What is known of it. */
  public enum Kind {
    /** All that lay in the machine's memory, as Linux counts it (VmHWM). */
    RESIDENT,
    /** Java's objects only. */
    HEAP
  }

  static PeakMemory ofThisProcess() {
    OptionalLong resident = ProcFiles.ofThisMachine().peakOfThisProcess();
    return resident.isPresent()
        ? new PeakMemory(resident.getAsLong(), Kind.RESIDENT)
        : new PeakMemory(heap(), Kind.HEAP);
  }

  private static long heap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .map(MemoryPoolMXBean::getPeakUsage)
        .mapToLong(java.lang.management.MemoryUsage::getUsed)
        .sum();
  }
}
