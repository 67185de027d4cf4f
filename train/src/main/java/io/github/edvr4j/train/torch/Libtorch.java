package io.github.edvr4j.train.torch;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;

/** The native library. */
public final class Libtorch {

  private static final List<String> NATIVES =
      List.of("openblas/%s/", "pytorch/%s/", "pytorch/%s-gpu/");

  static {
    unpack();
    Loader.load(torch.class);
  }

  private Libtorch() {}

  /**
   * Loads the library, once; the first time on a machine it is unpacked into JavaCPP's cache.
   *
   * @throws EdvrException (INTERNAL) if it cannot be unpacked
   */
  public static void load() {
    // The static initialiser has done it by now.
  }

  /** Which one it is, and which build of its bindings, such as 2.10.0-1.5.13. */
  public static String version() {
    return Optional.ofNullable(torch.class.getPackage().getImplementationVersion())
        .orElse("of unknown version");
  }

  /** How many threads an operation runs on; 1 or more. */
  public static void useThreads(int threads) {
    torch.set_num_threads(threads);
  }

  /**
   * JavaCPP unpacks one library and loads it before it unpacks the next. libtorch.so then doesn't
   * find libtorch_cpu.so, which it needs, and the process dies in the latter's initialisers.
   */
  private static void unpack() {
    for (String folder : NATIVES) {
      try {
        Loader.cacheResources("/org/bytedeco/" + folder.formatted(Loader.getPlatform()));
      } catch (IOException e) {
        throw new EdvrException(Category.INTERNAL, "can't unpack libtorch: " + e.getMessage(), e);
      }
    }
  }
}
