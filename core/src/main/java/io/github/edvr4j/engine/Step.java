package io.github.edvr4j.engine;

import io.github.edvr4j.ops.Activation;

/**
 * One pointwise operation on a value that is being finished. Operands are inputs of the node that
 * holds the step.
 */
sealed interface Step {

  /** Times {@code slope} where negative. */
  record Leaky(float slope) implements Step {}

  record Sigmoid() implements Step {}

  record Scale(float k) implements Step {}

  /**
   * Plus another value of the same shape.
   *
   * @param operand index among the node's inputs
   */
  record Add(int operand) implements Step {}

  /**
   * Times another value of the same shape, or of one channel.
   *
   * @param operand index among the node's inputs
   */
  record Multiply(int operand) implements Step {}

  static Step of(Activation activation) {
    return switch (activation) {
      case RELU -> new Leaky(0);
      case LEAKY_RELU -> new Leaky(Activation.LEAKY_SLOPE);
      case SIGMOID -> new Sigmoid();
    };
  }

  /** The same step where the node's inputs have moved by {@code by}. */
  default Step shifted(int by) {
    return switch (this) {
      case Add(int operand) -> new Add(operand + by);
      case Multiply(int operand) -> new Multiply(operand + by);
      case Leaky leaky -> leaky;
      case Sigmoid sigmoid -> sigmoid;
      case Scale scale -> scale;
    };
  }
}
