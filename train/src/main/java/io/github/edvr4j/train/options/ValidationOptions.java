package io.github.edvr4j.train.options;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How often and how the network is validated, {@code val}.
 *
 * @param every steps between two validations; 0 for none
 * @param saveImages whether the restored frames are saved
 * @param temporalGain whether each frame is also restored from copies of itself
 * @param metrics what is measured
 */
public record ValidationOptions(
    long every, boolean saveImages, boolean temporalGain, List<Metric> metrics) {

  /**
   * @param name how the option file calls it
   * @param type {@code calculate_psnr} or {@code calculate_ssim}
   * @param cropBorder pixels at each side of a frame that do not count
   * @param luma whether the Y channel is measured instead of RGB
   */
  public record Metric(String name, String type, int cropBorder, boolean luma) {}

  public ValidationOptions {
    metrics = List.copyOf(metrics);
  }

  /**
   * Reads the section {@code val}, which may be absent.
   *
   * @throws io.github.edvr4j.EdvrException (USAGE) if an option is of the wrong kind or unknown
   */
  public static ValidationOptions of(Optional<Section> section) {
    return section
        .map(ValidationOptions::read)
        .orElse(new ValidationOptions(0, false, true, List.of()));
  }

  private static ValidationOptions read(Section section) {
    section.passOver("pbar", "suffix");
    List<Metric> metrics = new ArrayList<>();
    section
        .section("metrics")
        .ifPresent(
            all -> {
              for (String name : all.keys()) {
                metrics.add(metric(name, all.requiredSection(name)));
              }
            });
    return new ValidationOptions(
        Limits.atLeast(0, section, "val_freq", 0L),
        section.flag("save_img", false),
        section.flag("temporal_gain", true),
        metrics);
  }

  private static Metric metric(String name, Section section) {
    section.passOver("better");
    String type = section.requiredText("type");
    if (!List.of("calculate_psnr", "calculate_ssim").contains(type)) {
      throw section.invalid(
          "type", "%s is not supported, only calculate_psnr and calculate_ssim".formatted(type));
    }
    return new Metric(
        name,
        type,
        Limits.atLeast(0, section, "crop_border", 0),
        section.flag("test_y_channel", false));
  }
}
