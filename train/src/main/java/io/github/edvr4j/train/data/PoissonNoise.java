package io.github.edvr4j.train.data;

import io.github.edvr4j.tensor.Tensor;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Noise of light itself, stronger where it is brighter, as Real-ESRGAN scales it: 1 is what 256
 * photons at white make. Many photons are counted, so that a normal deviate stands for the count.
 *
 * @param scale how many times as strong
 * @param grey how often all three channels get the same, 0 to 1
 */
record PoissonNoise(Range scale, double grey) implements Degradation {

  private static final double PHOTONS = 256;

  @Override
  public List<Tensor> apply(List<Tensor> frames, RandomGenerator random) {
    double strength = scale.draw(random);
    boolean same = random.nextDouble() < grey;
    return Noise.added(
        frames,
        same,
        (value, deviate) -> strength * deviate * Math.sqrt(Math.max(value, 0) / PHOTONS),
        random);
  }
}
