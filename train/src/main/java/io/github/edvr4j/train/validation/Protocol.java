package io.github.edvr4j.train.validation;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.metrics.Channels;
import io.github.edvr4j.metrics.ClipComparison;
import io.github.edvr4j.train.options.ValidationOptions;
import java.util.List;
import java.util.OptionalInt;

/**
 * What of the clips is compared.
 *
 * @param channels of the frames, RGB or Y
 * @param cropBorder rows and columns left out on each side
 * @param frames how many of each clip's first frames; empty for all
 * @param temporalGain whether each frame is also restored from copies of itself
 */
public record Protocol(
    Channels channels, int cropBorder, OptionalInt frames, boolean temporalGain) {

  /**
   * All frames, as the metrics of an option file say; without any, RGB without a border.
   *
   * @throws EdvrException (USAGE) if they differ from each other
   */
  public static Protocol of(ValidationOptions options) {
    List<Protocol> protocols =
        options.metrics().stream()
            .map(
                metric ->
                    new Protocol(
                        metric.luma() ? Channels.Y : Channels.RGB,
                        metric.cropBorder(),
                        OptionalInt.empty(),
                        options.temporalGain()))
            .distinct()
            .toList();
    if (protocols.size() > 1) {
      throw new EdvrException(
          Category.USAGE,
          "option val:metrics: all should have one crop_border and one test_y_channel");
    }
    return protocols.isEmpty()
        ? new Protocol(Channels.RGB, 0, OptionalInt.empty(), options.temporalGain())
        : protocols.getFirst();
  }

  ClipComparison comparison() {
    return new ClipComparison(channels, cropBorder);
  }
}
