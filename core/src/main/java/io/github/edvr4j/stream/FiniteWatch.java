package io.github.edvr4j.stream;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.engine.Stage;
import java.util.function.Consumer;

/** Says which frames the network gave no finite numbers for, or ends the work with the first. */
final class FiniteWatch {

  /** So many frames are named; then only the one that doubles their count. */
  private static final int NAMED = 10;

  private final boolean strict;
  private final int scale;
  private final Consumer<String> warnings;
  private long count;

  /**
   * @param strict whether the first such frame ends the work
   * @param scale of the network
   */
  FiniteWatch(boolean strict, int scale, Consumer<String> warnings) {
    this.strict = strict;
    this.scale = scale;
    this.warnings = warnings;
  }

  /**
   * A frame can't be restored.
   *
   * @param stage in which its numbers ceased to be finite
   * @param of the frame of its window that the stage worked on
   * @throws EdvrException (MODEL) if that ends the work
   */
  void notFinite(long frame, Stage stage, long of) {
    String what =
        "frame %d: %s gave values that are no finite numbers".formatted(frame, text(stage, of));
    String why = "these weights may be damaged or made for other material";
    if (strict) {
      throw new EdvrException(Category.MODEL, "%s; %s".formatted(what, why));
    }
    count++;
    if (count <= NAMED || Long.bitCount(count) == 1) {
      warnings.accept(
          "%s; %s instead; %s%s"
              .formatted(
                  what,
                  scale == 1 ? "it is left as it is" : "it is enlarged with bicubic",
                  why,
                  count < NAMED ? "" : " (%d frames so far)".formatted(count)));
    }
  }

  private static String text(Stage stage, long of) {
    return switch (stage) {
      case FEATURES -> "the features of frame " + of;
      case ALIGN -> "the alignment of frame " + of;
      case FUSE -> "the fusion of its window";
      case RECONSTRUCT -> "the reconstruction";
    };
  }
}
