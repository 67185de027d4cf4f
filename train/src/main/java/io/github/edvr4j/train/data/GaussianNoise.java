package io.github.edvr4j.train.data;

import io.github.edvr4j.tensor.Tensor;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Noise that is as strong everywhere, as a sensor's amplifier makes; every frame has its own.
 *
 * @param sigma in 8-bit levels
 * @param grey how often all three channels get the same, 0 to 1
 */
record GaussianNoise(Range sigma, double grey) implements Degradation {

  @Override
  public List<Tensor> apply(List<Tensor> frames, RandomGenerator random) {
    double strength = sigma.draw(random) / 255;
    boolean same = random.nextDouble() < grey;
    return Noise.added(frames, same, (value, deviate) -> strength * deviate, random);
  }
}
