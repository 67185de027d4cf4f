package io.github.edvr4j.train.validation;

import java.util.List;

/**
 * How good a network is on some clips, beside bicubic enlargement of the same frames.
 *
 * @param iteration of the training, or 0 for a finished model
 * @param clips one line for each clip
 */
public record ValidationReport(long iteration, List<Clip> clips) {

  public ValidationReport {
    clips = List.copyOf(clips);
  }

  /**
   * The measures of one clip, each the mean over its frames.
   *
   * @param name of the clip
   * @param frames how many were restored
   * @param restored of the network's frames
   * @param bicubic of the same frames enlarged (or left as they are, where the network enlarges
   *     nothing)
   */
  public record Clip(String name, int frames, Quality restored, Quality bicubic) {}

  /**
   * @param psnr in dB
   * @param ssim at most 1
   */
  public record Quality(double psnr, double ssim) {}

  /** The mean over the clips of the network's. */
  public Quality restored() {
    return new Quality(
        clips.stream().mapToDouble(clip -> clip.restored().psnr()).average().orElse(Double.NaN),
        clips.stream().mapToDouble(clip -> clip.restored().ssim()).average().orElse(Double.NaN));
  }

  /** The mean over the clips of bicubic enlargement. */
  public Quality bicubic() {
    return new Quality(
        clips.stream().mapToDouble(clip -> clip.bicubic().psnr()).average().orElse(Double.NaN),
        clips.stream().mapToDouble(clip -> clip.bicubic().ssim()).average().orElse(Double.NaN));
  }
}
