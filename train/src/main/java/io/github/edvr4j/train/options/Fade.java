package io.github.edvr4j.train.options;

/**
 * A share that is whole at first and then falls evenly to what is kept.
 *
 * @param whole steps that it is 1 in
 * @param falling steps in which it falls after that
 * @param kept what it ends at, 0 to 1
 */
public record Fade(long whole, long falling, double kept) {

  /** Never falls. */
  public static final Fade NEVER = new Fade(Long.MAX_VALUE, 0, 1);

  /** Has fallen from the beginning. */
  public static final Fade NOTHING = new Fade(0, 0, 0);

  /**
   * Reads {@code iter}, {@code fade_iter} and {@code keep}, of which each is 0 if absent; where all
   * are, the share never falls.
   *
   * @throws io.github.edvr4j.EdvrException (USAGE) if a number is too small or too large
   */
  public static Fade of(Section section) {
    if (!section.has("iter") && !section.has("fade_iter") && !section.has("keep")) {
      return NEVER;
    }
    return new Fade(
        Limits.atLeast(0, section, "iter", 0L),
        Limits.atLeast(0, section, "fade_iter", 0L),
        Limits.share(section, "keep", 0));
  }

  /**
   * @param step counted from 1
   * @return 0 to 1
   */
  public double at(long step) {
    if (step <= whole) {
      return 1;
    }
    double fallen = step - whole >= falling ? 1 : (double) (step - whole) / falling;
    return kept + (1 - fallen) * (1 - kept);
  }
}
