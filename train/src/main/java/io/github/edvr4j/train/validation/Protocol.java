package io.github.edvr4j.train.validation;

import io.github.edvr4j.metrics.Channels;
import io.github.edvr4j.metrics.ClipComparison;
import java.util.OptionalInt;

/**
 * What of the clips is compared.
 *
 * @param channels of the frames, RGB or Y
 * @param cropBorder rows and columns left out on each side
 * @param frames how many of each clip's first frames; empty for all
 */
public record Protocol(Channels channels, int cropBorder, OptionalInt frames) {

  ClipComparison comparison() {
    return new ClipComparison(channels, cropBorder);
  }
}
