package io.github.edvr4j.train.data;

import io.github.edvr4j.train.options.Fade;
import io.github.edvr4j.train.options.Limits;
import io.github.edvr4j.train.options.Section;
import io.github.edvr4j.train.options.TrainingOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * How low frames are made, as an option file says. Without a section {@code degradation} it is
 * MATLAB's bicubic; a section {@code aliased_reduction} says how long some windows are reduced with
 * aliasing instead. The names within are Real-ESRGAN's where it has the same thing:
 *
 * <pre>
 * degradation:
 *   order: [blur, resize, noise, jpeg, h264]
 *   motion_blur: {prob: 1, frames: [3, 9]}
 *   blur: {prob: 1, blur_sigma: [0.2, 3], isotropic_prob: 0.7}
 *   noise: {prob: 1, gaussian_noise_prob: 0.5, noise_range: [1, 30],
 *           poisson_scale_range: [0.05, 3], gray_noise_prob: 0.4}
 *   jpeg: {prob: 1, jpeg_range: [30, 95]}
 *   h264: {prob: 1, qp_range: [20, 40]}
 * </pre>
 *
 * What isn't named is not done; what is named takes these numbers where others aren't given. A step
 * may stand in {@code order} more than once.
 */
final class DegradationOptions {

  private static final List<String> ORDER = List.of("blur", "resize", "noise", "jpeg", "h264");

  private final Section section;
  private final List<Degradation> reduction;

  private DegradationOptions(Section section, List<Degradation> reduction) {
    this.section = section;
    this.reduction = reduction;
  }

  /**
   * @param dataset which may have a section {@code degradation}
   * @throws io.github.edvr4j.EdvrException (USAGE) if an option makes no sense
   */
  static DegradedFrames of(Section dataset, int scale) {
    List<Degradation> reduction = reduction(dataset, scale);
    Optional<DegradationOptions> options =
        dataset.section("degradation").map(given -> new DegradationOptions(given, reduction));
    List<Degradation> steps =
        new ArrayList<>(options.map(DegradationOptions::steps).orElse(reduction));
    if (dataset.flag("lq_8bit", true)) {
      steps.add(new Rounding());
    }
    return new DegradedFrames(
        scale, options.map(DegradationOptions::motionBlur).orElse(MotionBlur.NONE), steps);
  }

  private static List<Degradation> reduction(Section dataset, int scale) {
    Optional<Fade> aliased = dataset.section("aliased_reduction").map(Fade::of);
    if (scale == 1) {
      if (aliased.isPresent()) {
        throw dataset.invalid(
            "aliased_reduction", "frames are not reduced for a network that keeps their size");
      }
      return List.of();
    }
    int batch = TrainingOptions.batch(dataset);
    return List.of(
        aliased
            .<Degradation>map(share -> new FadingReduction(scale, share, batch))
            .orElse(new Reduction(scale)));
  }

  private List<Degradation> steps() {
    List<String> order = section.has("order") ? section.texts("order") : ORDER;
    if (order.stream().filter("resize"::equals).count() != 1) {
      throw section.invalid("order", "resize has to be in it, once");
    }
    List<Degradation> steps = new ArrayList<>();
    for (String name : order) {
      switch (name) {
        case "resize" -> steps.addAll(reduction);
        case "blur" -> step(name, this::blur).ifPresent(steps::add);
        case "noise" -> step(name, this::noise).ifPresent(steps::add);
        case "jpeg" ->
            step(name, jpeg -> new JpegCompression(range(jpeg, "jpeg_range", 30, 95, 1, 100)))
                .ifPresent(steps::add);
        case "h264" ->
            step(name, h264 -> new H264Compression(quantiser(h264))).ifPresent(steps::add);
        default ->
            throw section.invalid("order", name + " is none of blur, resize, noise, jpeg and h264");
      }
    }
    return steps;
  }

  private Optional<Degradation> step(String name, Function<Section, Degradation> of) {
    return section
        .section(name)
        .map(given -> Either.orNothing(Limits.share(given, "prob", 1), of.apply(given)));
  }

  private Degradation blur(Section blur) {
    return new GaussianBlur(
        range(blur, "blur_sigma", 0.2, 3, 0.01, 20), Limits.share(blur, "isotropic_prob", 0.7));
  }

  private Degradation noise(Section noise) {
    double grey = Limits.share(noise, "gray_noise_prob", 0.4);
    return new Either(
        Limits.share(noise, "gaussian_noise_prob", 0.5),
        new GaussianNoise(range(noise, "noise_range", 1, 30, 0, 255), grey),
        new PoissonNoise(range(noise, "poisson_scale_range", 0.05, 3, 0, 100), grey));
  }

  private static Range quantiser(Section h264) {
    return range(h264, "qp_range", 20, 40, H264Compression.FINEST, H264Compression.COARSEST);
  }

  private MotionBlur motionBlur() {
    return section
        .section("motion_blur")
        .map(
            blur ->
                new MotionBlur(Limits.share(blur, "prob", 1), range(blur, "frames", 3, 9, 1, 99)))
        .orElse(MotionBlur.NONE);
  }

  private static Range range(
      Section section, String key, double low, double high, double least, double most) {
    List<Double> given = section.has(key) ? section.numbers(key) : List.of(low, high);
    if (given.size() != 2
        || !(given.get(0) >= least && given.get(1) <= most && given.get(0) <= given.get(1))) {
      throw section.invalid(
          key, "expected two rising numbers from %s to %s, got %s".formatted(least, most, given));
    }
    return new Range(given.get(0), given.get(1));
  }
}
