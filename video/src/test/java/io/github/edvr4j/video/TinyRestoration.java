package io.github.edvr4j.video;

import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.ops.Weights;
import io.github.edvr4j.stream.Padding;
import io.github.edvr4j.stream.Restorer;
import io.github.edvr4j.stream.StreamOptions;
import io.github.edvr4j.stream.StreamPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;

/**
 * Restores files with a network of four features whose last layer is zero, so that what comes out
 * is the input, enlarged linearly by 4 or as it was.
 */
final class TinyRestoration {
  private static final EdvrConfig BY_FOUR = new EdvrConfig(4, 3, 1, 1, 0, 1, false, false, true);

  private static final EdvrConfig SAME_SIZE = new EdvrConfig(4, 3, 1, 1, 0, 1, true, false, true);

  private TinyRestoration() {}

  /** Enlarges a clip by 4 with all that belongs to it, and gives the warnings. */
  static List<String> enlarge(Path from, Path to) {
    return restore(BY_FOUR, from, to, SourceOptions.DEFAULT, SinkOptions.DEFAULT);
  }

  /** Restores a clip in its size with all that belongs to it, and gives the warnings. */
  static List<String> sameSize(Path from, Path to, EncodingRequest encoding) {
    SinkOptions options = SinkOptions.DEFAULT.withEncoding(encoding);
    return restore(SAME_SIZE, from, to, SourceOptions.DEFAULT, options);
  }

  /** Enlarges a clip by 4 with an encoding of its own, and gives the warnings. */
  static List<String> enlarge(Path from, Path to, EncodingRequest encoding) {
    SinkOptions options = SinkOptions.DEFAULT.withEncoding(encoding);
    return restore(BY_FOUR, from, to, SourceOptions.DEFAULT, options);
  }

  private static List<String> restore(
      EdvrConfig config, Path from, Path to, SourceOptions reading, SinkOptions writing) {
    List<String> warnings = new ArrayList<>();
    try (Restorer restorer = new Restorer(config, weights(), 1);
        FrameSource source =
            FrameSource.open(from.toString(), reading.withWarnings(warnings::add))) {
      ClipInfo clip = source.info();
      StreamPlan plan =
          restorer.plan(
              clip.height(), clip.width(), StreamOptions.DEFAULT.withPadding(Padding.REPLICATE));
      ClipInfo restored = clip.withSize(plan.outputWidth(), plan.outputHeight());
      SinkOptions options =
          source.container().map(writing::withCopyFrom).orElse(writing).withWarnings(warnings::add);
      try (FrameSink sink = FrameSink.open(name(to), restored, options)) {
        new RestoreJob(
                source,
                OptionalLong.empty(),
                restorer.open(plan, warnings::add),
                restored,
                sink,
                frames -> {})
            .run();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return warnings;
  }

  /** A folder is one by its slash, which paths drop. */
  private static String name(Path to) {
    return to.getFileName().toString().contains(".") ? to.toString() : to + "/";
  }

  private static Weights weights() {
    Random random = new Random(1);
    return (name, elements) -> {
      float[] values = new float[elements];
      for (int i = 0; i < elements && !name.startsWith("conv_last"); i++) {
        values[i] = 0.1f * (float) random.nextGaussian();
      }
      return values;
    };
  }
}
