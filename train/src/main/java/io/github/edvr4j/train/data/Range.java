package io.github.edvr4j.train.data;

import java.util.random.RandomGenerator;

/** The numbers from {@code low} to {@code high}, each as likely as any other. */
record Range(double low, double high) {

  double draw(RandomGenerator random) {
    return Draws.between(low, high, random);
  }
}
