package io.github.edvr4j.zoo;

import java.util.Locale;

/**
 * A published measurement: every frame, no border cut, no self-ensemble.
 *
 * @param dataset what was restored, such as {@code REDS4}
 * @param channels {@code RGB} or {@code Y}
 * @param psnr decibels
 * @param ssim at most 1
 */
public record Score(String dataset, String channels, double psnr, double ssim) {

  /** As tables have it, such as {@code 30.53 dB / 0.8699 REDS4 RGB}. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.2f dB / %.4f %s %s", psnr, ssim, dataset, channels);
  }
}
