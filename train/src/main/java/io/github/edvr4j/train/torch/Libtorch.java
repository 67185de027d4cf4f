package io.github.edvr4j.train.torch;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.files.FileFailure;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.pytorch.global.torch;

/** The native library. */
public final class Libtorch {

  private static final List<String> NATIVES =
      List.of("openblas/%s/", "pytorch/%s/", "pytorch/%s-gpu/");

  /** For which Bytedeco builds it; Linux on arm64 is not among them. */
  private static final Set<String> PLATFORMS =
      Set.of("linux-x86_64", "macosx-arm64", "macosx-x86_64", "windows-x86_64");

  private static boolean loaded;
  private static boolean oneDnnIsRight;

  private Libtorch() {}

  /**
   * Loads the library, once; the first time on a machine it is unpacked into JavaCPP's cache. To be
   * called before anything else of libtorch.
   *
   * @throws EdvrException (INTERNAL) if it cannot be unpacked, or doesn't load on this system
   */
  public static synchronized void load() {
    if (loaded) {
      return;
    }
    // JavaCPP counts the whole process, mapped files too, and would stop allocating.
    if (System.getProperty("org.bytedeco.javacpp.maxPhysicalBytes") == null) {
      System.setProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
    }
    try {
      unpack();
      Loader.load(torch.class);
      Malloc.keepFreedMemory();
      useThreadsOfItsOwnAlone();
      oneDnnIsRight = OneDnn.useWhereRight();
    } catch (IOException e) {
      throw new EdvrException(
          Category.INTERNAL,
          "libtorch can't be unpacked to JavaCPP's cache, ~/.javacpp or what the system property"
              + " org.bytedeco.javacpp.cachedir says, where it takes 0.4 GB: "
              + FileFailure.reason(e),
          e);
    } catch (LinkageError e) {
      throw new EdvrException(
          Category.INTERNAL,
          "libtorch can't be loaded on this system (%s); %s"
              .formatted(e.getMessage(), advice(Loader.getPlatform())),
          e);
    }
    loaded = true;
  }

  /**
   * JavaCPP unpacks one library and loads it before it unpacks the next. libtorch.so then doesn't
   * find libtorch_cpu.so, which it needs, and the process dies in the latter's initialisers.
   */
  private static void unpack() throws IOException {
    for (String folder : NATIVES) {
      Loader.cacheResources("/org/bytedeco/" + folder.formatted(Loader.getPlatform()));
    }
  }

  /**
   * libtorch takes a machine that hides its caches for one with a single core. Without oneDNN each
   * of its threads multiplies matrices, and OpenBLAS would start as many again for every one.
   */
  private static void useThreadsOfItsOwnAlone() {
    openblas.blas_set_num_threads(1);
    torch.set_num_threads(Runtime.getRuntime().availableProcessors());
  }

  static String advice(String platform) {
    return PLATFORMS.contains(platform)
        ? "the artifact org.bytedeco:pytorch with this system's classifier must be on the class path"
        : "there is none for %s: train on Linux or Windows on x86-64, or on macOS"
            .formatted(platform);
  }

  /**
   * Which one it is, and which build of its bindings, such as 2.10.0-1.5.13, and whether it does
   * without oneDNN.
   */
  public static String version() {
    String version =
        Optional.ofNullable(torch.class.getPackage().getImplementationVersion())
            .orElse("of unknown version");
    return slowness().isEmpty() ? version : version + " without oneDNN";
  }

  /** Why it trains slower on this machine than it could, for the user. */
  public static synchronized Optional<String> slowness() {
    load();
    return oneDnnIsRight
        ? Optional.empty()
        : Optional.of(
            "its oneDNN computes wrong convolutions on this machine; it convolves without, slower");
  }

  /** How many threads an operation runs on; 1 or more. */
  public static void useThreads(int threads) {
    load();
    torch.set_num_threads(threads);
  }
}
