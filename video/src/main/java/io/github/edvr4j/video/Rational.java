package io.github.edvr4j.video;

/**
 * A fraction: a time base in seconds, a frame rate in frames per second, or the shape of a pixel.
 *
 * @param num numerator, at least 1
 * @param den denominator, at least 1
 */
public record Rational(int num, int den) {

  /** One. */
  public static final Rational ONE = new Rational(1, 1);

  /**
   * @throws IllegalArgumentException if either part is below 1
   */
  public Rational {
    if (num < 1 || den < 1) {
      throw new IllegalArgumentException(
          "a rational needs positive parts, got %d/%d".formatted(num, den));
    }
  }

  /**
   * A fraction in lowest terms, rounded where that leaves a part too large.
   *
   * @param largest part, at least 1
   * @throws IllegalArgumentException if either part is below 1
   */
  public static Rational reduced(long num, long den, int largest) {
    if (num < 1 || den < 1) {
      throw new IllegalArgumentException(
          "a rational needs positive parts, got %d/%d".formatted(num, den));
    }
    long common = gcd(num, den);
    long a = num / common;
    long b = den / common;
    double larger = Math.max(1, (double) Math.max(a, b) / largest);
    return new Rational(
        (int) Math.max(1, Math.round(a / larger)), (int) Math.max(1, Math.round(b / larger)));
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  /** Numerator over denominator. */
  public double value() {
    return (double) num / den;
  }

  @Override
  public String toString() {
    return num + "/" + den;
  }
}
