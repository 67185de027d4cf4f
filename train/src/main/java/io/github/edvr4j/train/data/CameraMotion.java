package io.github.edvr4j.train.data;

import java.util.random.RandomGenerator;

/**
 * A camera's smooth way over a picture, beginning at time 0 where the picture's own pixels are
 * shown; time is counted in frames, lengths in high-resolution pixels.
 *
 * @param turn radians per frame
 * @param zoom logarithm of the enlargement per frame
 */
record CameraMotion(
    double speedX,
    double speedY,
    double accelerationX,
    double accelerationY,
    double turn,
    double zoom,
    Shake shakeX,
    Shake shakeY) {

  /**
   * How much a camera may move.
   *
   * @param slowest speed above 0 from which all orders of magnitude are as likely; or 0, where slow
   *     motion is the rule and fast the exception
   * @param speed greatest speed in high-resolution pixels per frame
   * @param turn greatest turn in degrees per frame
   * @param zoom greatest change of size per frame, 0.01 for one percent
   * @param shake greatest amplitude of a hand's trembling in high-resolution pixels
   */
  record Limits(double slowest, double speed, double turn, double zoom, double shake) {

    /** Slow motion is the rule and fast the exception. */
    Limits(double speed, double turn, double zoom, double shake) {
      this(0, speed, turn, zoom, shake);
    }

    /** The same limits, {@code share} as far. */
    Limits times(double share) {
      return new Limits(slowest * share, speed * share, turn * share, zoom * share, shake * share);
    }

    /**
     * The same limits, to the slowest of which there is a share of the way from fast motion alone:
     * of slow motion offsets learn first that zero is the best guess, and don't leave it.
     */
    Limits slowedDownBy(double share) {
      double fast = Math.max(slowest, speed / 16);
      return slowest == 0
          ? this
          : new Limits(fast * Math.pow(slowest / fast, share), speed, turn, zoom, shake);
    }

    private double speed(double place) {
      return slowest > 0
          ? slowest * Math.pow(speed / slowest, place)
          : speed * Math.pow(place, 1.5);
    }

    CameraMotion draw(RandomGenerator random) {
      double pixels = speed(random.nextDouble());
      double direction = Draws.between(0, 2 * Math.PI, random);
      double change = 0.2 * pixels;
      return new CameraMotion(
          pixels * Math.cos(direction),
          pixels * Math.sin(direction),
          Draws.between(-change, change, random),
          Draws.between(-change, change, random),
          Math.toRadians(Draws.between(-turn, turn, random)),
          Draws.between(-zoom, zoom, random),
          Shake.draw(shake, random),
          Shake.draw(shake, random));
    }
  }

  /** Straight on, so many pixels a frame. */
  static CameraMotion even(double speedX, double speedY) {
    return new CameraMotion(speedX, speedY, 0, 0, 0, 0, Shake.NONE, Shake.NONE);
  }

  /** To and fro along one axis. */
  record Shake(double amplitude, double frequency, double phase) {

    static final Shake NONE = new Shake(0, 0, 0);

    static Shake draw(double limit, RandomGenerator random) {
      double rest = random.nextDouble();
      return new Shake(
          limit * rest * rest,
          Draws.between(0.3, 2.5, random),
          Draws.between(0, 2 * Math.PI, random));
    }

    double at(double time) {
      return amplitude * (Math.sin(frequency * time + phase) - Math.sin(phase));
    }
  }

  /** The same way, {@code share} as far. */
  CameraMotion times(double share) {
    return new CameraMotion(
        share * speedX,
        share * speedY,
        share * accelerationX,
        share * accelerationY,
        share * turn,
        share * zoom,
        new Shake(share * shakeX.amplitude, shakeX.frequency, shakeX.phase),
        new Shake(share * shakeY.amplitude, shakeY.frequency, shakeY.phase));
  }

  /**
   * Where the pixels of the frame at this time lie in the picture.
   *
   * @param pivotX the point about which the camera turns and zooms
   */
  Affine at(double time, double pivotX, double pivotY) {
    return Affine.about(
        pivotX,
        pivotY,
        turn * time,
        Math.exp(zoom * time),
        pivotX + speedX * time + accelerationX * time * time / 2 + shakeX.at(time),
        pivotY + speedY * time + accelerationY * time * time / 2 + shakeY.at(time));
  }
}
