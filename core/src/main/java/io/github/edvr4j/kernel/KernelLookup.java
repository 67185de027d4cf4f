package io.github.edvr4j.kernel;

import io.github.edvr4j.kernel.vector.VectorKernels;
import java.util.function.Consumer;

/**
 * Chooses the kernels. The vector classes are named in one place only, which is not reached unless
 * their module is there.
 */
final class KernelLookup {

  static final String PROPERTY = "edvr.kernels";
  static final String MODULE = "jdk.incubator.vector";

  private KernelLookup() {}

  static Kernels find() {
    return find(
        System.getProperty(PROPERTY, "best"),
        ModuleLayer.boot().findModule(MODULE).isPresent(),
        message ->
            System.getLogger(Kernels.class.getPackageName())
                .log(System.Logger.Level.WARNING, message));
  }

  static Kernels find(String wanted, boolean vectorModule, Consumer<String> warning) {
    return switch (wanted) {
      case "scalar" -> Kernels.scalar();
      case "best" -> {
        if (vectorModule) {
          yield VectorKernels.create();
        }
        warning.accept(
            "The Vector API is not there, so everything is computed by plain loops, many times"
                + " slower: start java with --add-modules "
                + MODULE);
        yield Kernels.scalar();
      }
      default ->
          throw new IllegalArgumentException(
              "system property %s must be best or scalar, got %s".formatted(PROPERTY, wanted));
    };
  }
}
