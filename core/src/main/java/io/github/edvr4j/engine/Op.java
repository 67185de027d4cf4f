package io.github.edvr4j.engine;

import io.github.edvr4j.ops.Conv2d;
import io.github.edvr4j.ops.DeformConv2d;
import java.util.List;
import java.util.Optional;

/**
 * What a node of a {@link Graph} computes. Tracing makes the simple forms (no steps, one part); the
 * rewrites make the others.
 */
sealed interface Op {

  /** A value that comes from outside. */
  record Input(int index) implements Op {}

  /**
   * A convolution of some of its layer's input channels, then a pixel shuffle, then steps.
   *
   * @param from first of the layer's input channels that the parts make up
   * @param parts how many of the node's inputs, one after another along the channels, are
   *     convolved; further inputs are operands of the steps
   * @param bias whether the layer's bias is added
   * @param shuffle 1, or the factor of the pixel shuffle
   */
  record Conv(Conv2d layer, int from, int parts, boolean bias, int shuffle, List<Step> steps)
      implements Op {

    Conv withSteps(List<Step> more) {
      return new Conv(layer, from, parts, bias, shuffle, more);
    }
  }

  /**
   * A deformable convolution, then steps. The node's inputs are the image, the offset and, by
   * {@code mask}, the mask; further inputs are operands of the steps.
   *
   * @param watch the name under which the mean |offset| is reported
   */
  record Deform(DeformConv2d layer, Mask mask, Optional<String> watch, List<Step> steps)
      implements Op {

    /** Where the mask comes from. */
    enum Mask {
      /** Every tap counts fully. */
      NONE(2),
      /** The third input. */
      GIVEN(3),
      /** Logits that lie behind the offsets, in the second input. */
      LOGITS_BEHIND_OFFSET(2);

      /** Inputs before the steps' operands. */
      final int inputs;

      Mask(int inputs) {
        this.inputs = inputs;
      }
    }

    Deform withSteps(List<Step> more) {
      return new Deform(layer, mask, watch, more);
    }
  }

  record Concat() implements Op {}

  record Channels(int from, int to) implements Op {}

  /** The first input through the steps. */
  record Pointwise(List<Step> steps) implements Op {}

  record SumChannels() implements Op {}

  record MaxPool() implements Op {}

  record AvgPool() implements Op {}

  /** Bilinear enlargement by {@code r}, every value times {@code k}. */
  record Upsample(int r, float k) implements Op {}

  record PixelShuffle(int r) implements Op {}

  /** The identity; its mean absolute value is reported under the name. */
  record Probe(String name) implements Op {}
}
