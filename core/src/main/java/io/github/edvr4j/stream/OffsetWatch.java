package io.github.edvr4j.stream;

import io.github.edvr4j.engine.ProbeListener;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Warns once per layer and clip when a deformable convolution's offsets are so large that the
 * alignment means nothing any more (BasicSR {@code DCNv2Pack} warns at the same limit).
 */
final class OffsetWatch implements ProbeListener {

  static final double LIMIT = 50;

  private static final String SUFFIX = ".offset";

  private final Consumer<String> warnings;
  private final Set<String> warned = new HashSet<>();

  OffsetWatch(Consumer<String> warnings) {
    this.warnings = warnings;
  }

  @Override
  public void observe(String name, double meanAbs) {
    // Written so that NaN is warned of too.
    if (name.endsWith(SUFFIX) && !(meanAbs <= LIMIT) && warned.add(name)) {
      String layer = name.substring(0, name.length() - SUFFIX.length());
      warnings.accept(
          String.format(
              Locale.ROOT,
              "offsets of %s are %.0f pixels on average, more than %.0f: its alignment is likely"
                  + " meaningless; these weights may be damaged or made for other material",
              layer,
              meanAbs,
              LIMIT));
    }
  }
}
