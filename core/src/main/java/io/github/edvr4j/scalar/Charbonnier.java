package io.github.edvr4j.scalar;

import io.github.edvr4j.tensor.Tensor;

/**
 * The loss that EDVR is trained with, sqrt((prediction - target)² + eps) (BasicSR {@code
 * CharbonnierLoss}), and its gradient.
 *
 * @param eps keeps the square root smooth at zero; 1e-12 in BasicSR, 1e-6 in the 2019 code
 * @param reduction whether values are summed or averaged
 */
public record Charbonnier(double eps, Reduction reduction) {

  /** What becomes of the values of a batch. */
  public enum Reduction {
    SUM,
    MEAN
  }

  /**
   * @param prediction (N, C, H, W)
   * @param target of the same shape
   * @throws IllegalArgumentException if the shapes differ
   */
  public double value(Tensor prediction, Tensor target) {
    require(prediction, target);
    double sum = 0;
    for (int i = 0; i < prediction.data().length; i++) {
      double difference = prediction.data()[i] - target.data()[i];
      sum += Math.sqrt(difference * difference + eps);
    }
    return sum * weight(prediction);
  }

  /** The gradient of the loss with respect to the prediction. */
  public Tensor gradient(Tensor prediction, Tensor target) {
    require(prediction, target);
    Tensor gradient = Tensor.zeros(prediction.shape());
    for (int i = 0; i < gradient.data().length; i++) {
      double difference = prediction.data()[i] - target.data()[i];
      gradient.data()[i] =
          (float) (weight(prediction) * difference / Math.sqrt(difference * difference + eps));
    }
    return gradient;
  }

  private double weight(Tensor prediction) {
    return reduction == Reduction.MEAN ? 1.0 / prediction.data().length : 1;
  }

  private static void require(Tensor prediction, Tensor target) {
    if (!prediction.shape().equals(target.shape())) {
      throw new IllegalArgumentException(
          "prediction is %s but target is %s".formatted(prediction.shape(), target.shape()));
    }
  }
}
