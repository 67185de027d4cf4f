package io.github.edvr4j.train.options;

import java.util.Optional;

/**
 * How the alignment is taught where motion is known. BasicSR has nothing like it.
 *
 * @param iterations steps at the beginning in which the offsets alone are learnt, {@code
 *     align_iter}
 * @param features whether the features are trained in these steps too, {@code align_features}
 * @param loss of the offsets, {@code offset_opt}; empty for none beside the pixels'
 * @param teacherForcing share of the windows that are aligned by the known motion instead of the
 *     network's own offsets, by steps, {@code teacher_forcing}
 * @param offsetFactor factor of the learning rate of what predicts the offsets of the three levels,
 *     {@code offset_lr_mul}
 */
public record AlignmentOptions(
    long iterations,
    boolean features,
    Optional<OffsetLossOptions> loss,
    Fade teacherForcing,
    double offsetFactor) {

  /** The alignment is taught by the pixels alone. */
  public static final AlignmentOptions NONE =
      new AlignmentOptions(0, false, Optional.empty(), Fade.NOTHING, 1);

  static AlignmentOptions of(Section section) {
    return new AlignmentOptions(
        Limits.atLeast(0, section, "align_iter", 0L),
        section.flag("align_features", false),
        section.section("offset_opt").map(OffsetLossOptions::of),
        section.section("teacher_forcing").map(Fade::of).orElse(Fade.NOTHING),
        Limits.atLeast(0, section, "offset_lr_mul", 1.0));
  }

  /**
   * What a step learns.
   *
   * @param offsetsAlone whether nothing is aligned and restored
   * @param offsetWeight of the offsets' loss beside that of the pixels; 0 for none
   * @param forced share of the windows that are aligned by the known motion, 0 to 1
   */
  public record Lesson(boolean offsetsAlone, double offsetWeight, double forced) {

    /** The restored frames alone. */
    public static final Lesson PIXELS = new Lesson(false, 0, 0);

    /** Whether it takes known motion. */
    public boolean needsMotion() {
      return offsetsAlone || offsetWeight > 0 || forced > 0;
    }
  }

  /**
   * @param iteration of the step, counted from 1
   */
  public Lesson lesson(long iteration) {
    if (iteration <= iterations) {
      return new Lesson(true, 1, 0);
    }
    return new Lesson(
        false,
        loss.map(of -> of.weight() * of.fade().at(iteration)).orElse(0.0),
        teacherForcing.at(iteration));
  }

  /** The loss of the offsets where they are learnt alone, which needs no option. */
  public OffsetLossOptions offsetLoss() {
    return loss.orElse(OffsetLossOptions.DEFAULT);
  }

  /** Whether what predicts offsets is trained differently from what is around it. */
  public boolean offsetsApart() {
    return iterations > 0 || offsetFactor != 1;
  }
}
