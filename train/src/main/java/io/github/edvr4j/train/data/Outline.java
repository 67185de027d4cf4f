package io.github.edvr4j.train.data;

import java.util.random.RandomGenerator;

/**
 * A rounded shape with a wavy edge, such as things in front of others have.
 *
 * @param along the axes' lengths relative to each other
 * @param turn of the axes in radians
 * @param edge pixels over which it passes from outside to inside
 */
record Outline(
    double centreX,
    double centreY,
    double radius,
    double along,
    double turn,
    double waveHeight,
    double waveLength,
    double edge) {

  static Outline draw(int height, int width, RandomGenerator random) {
    int extent = Math.min(height, width);
    double radius = extent * Draws.between(0.15, 0.5, random);
    // Most things are in focus, some aren't.
    double edge = random.nextDouble() < 0.7 ? 1.2 : Draws.between(1.2, 10, random);
    return new Outline(
        Draws.between(0, width, random),
        Draws.between(0, height, random),
        radius,
        Draws.between(0.4, 1, random),
        Draws.between(0, Math.PI, random),
        radius * Draws.between(0, 0.12, random),
        extent * Draws.between(0.05, 0.5, random),
        edge);
  }

  /** How much of a pixel lies inside, 0 to 1. */
  double inside(double x, double y) {
    double cos = Math.cos(turn);
    double sin = Math.sin(turn);
    double u = cos * (x - centreX) + sin * (y - centreY);
    double v = (cos * (y - centreY) - sin * (x - centreX)) / along;
    double wave = waveHeight * Math.sin(u / waveLength) * Math.cos(v / waveLength);
    return Math.clamp(0.5 + (radius + wave - Math.sqrt(u * u + v * v)) / edge, 0, 1);
  }
}
