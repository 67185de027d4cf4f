package io.github.edvr4j.train.loop;

import java.util.Map;

/**
 * What one step of the training did.
 *
 * @param iteration counted from 1
 * @param total the iteration that the training ends with
 * @param loss mean loss per value of the output, whatever the recipe's reduction; where offsets are
 *     learnt alone, their mean distance from known motion
 * @param plain the same of enlarging the centre frames without a network, or of offsets of zero and
 *     a pixel more
 * @param learningRate of the parameters outside the deformable convolutions
 * @param gradientNorm Euclidean length of the gradient of all trained parameters, before clipping
 * @param offsets mean |offset| of each deformable convolution by its name, in pixels of its level
 * @param offsetErrors mean distance of these offsets from known motion, as a factor of the motion;
 *     of the cascade, which should not move anything, in pixels; empty where none is known
 * @param samplesPerSecond windows learnt from per second, lately
 * @param waiting share of the time that the training waited for data, 0 to 1, lately
 * @param cpuSeconds processor time of the whole training so far, by all processes that it took
 */
public record StepReport(
    long iteration,
    long total,
    double loss,
    double plain,
    double learningRate,
    double gradientNorm,
    Map<String, Double> offsets,
    Map<String, Double> offsetErrors,
    double samplesPerSecond,
    double waiting,
    long cpuSeconds) {

  public StepReport {
    offsets = Map.copyOf(offsets);
    offsetErrors = Map.copyOf(offsetErrors);
  }
}
