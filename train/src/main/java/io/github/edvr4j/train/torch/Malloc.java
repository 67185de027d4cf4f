package io.github.edvr4j.train.torch;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/**
 * Makes glibc keep the memory that libtorch frees. Otherwise every large tensor is mapped anew, and
 * the kernel spends a third of a training step on clearing its pages.
 */
final class Malloc {

  /** Parameters of {@code mallopt}, malloc.h. */
  private static final int TRIM_THRESHOLD = -1;

  private static final int MMAP_THRESHOLD = -3;

  private Malloc() {}

  /** To be called before the first large allocation; does nothing on other C libraries. */
  static void keepFreedMemory() {
    Linker linker = Linker.nativeLinker();
    Optional<MemorySegment> mallopt = linker.defaultLookup().find("mallopt");
    if (mallopt.isEmpty()) {
      return;
    }
    var call =
        linker.downcallHandle(
            mallopt.get(),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    try {
      int _ = (int) call.invokeExact(MMAP_THRESHOLD, Integer.MAX_VALUE);
      int _ = (int) call.invokeExact(TRIM_THRESHOLD, Integer.MAX_VALUE);
    } catch (Throwable e) {
      throw new IllegalStateException("mallopt", e);
    }
  }
}
