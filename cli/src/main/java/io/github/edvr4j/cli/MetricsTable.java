package io.github.edvr4j.cli;

import io.github.edvr4j.metrics.ClipComparison;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.OptionalDouble;

/** One line a frame, in columns, and one for the means. */
final class MetricsTable implements MetricsReport {

  private final PrintWriter out;

  MetricsTable(PrintWriter out) {
    this.out = out;
    row("frame", "PSNR", "SSIM", "flicker", "");
  }

  @Override
  public void frame(long number, ClipComparison.Score score) {
    row(
        String.valueOf(number),
        decibels(score.psnr()),
        number("%.4f", score.ssim()),
        flicker(score.flicker()),
        "");
  }

  @Override
  public void mean(ClipComparison.Mean mean) {
    boolean some = mean.identical() > 0 && mean.identical() < mean.frames();
    row(
        "mean",
        decibels(mean.psnr()),
        number("%.4f", mean.ssim()),
        flicker(mean.flicker()),
        some
            ? "  (PSNR without %s)".formatted(Texts.count(mean.identical(), "identical frame"))
            : "");
  }

  private void row(String frame, String psnr, String ssim, String flicker, String remark) {
    out.println("%8s %8s %8s %8s%s".formatted(frame, psnr, ssim, flicker, remark));
  }

  private static String decibels(double psnr) {
    return Double.isInfinite(psnr) ? "inf" : number("%.3f", psnr);
  }

  private static String flicker(OptionalDouble levels) {
    return levels.isPresent() ? number("%.3f", levels.getAsDouble()) : "-";
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  @Override
  public void close() {
    out.flush();
  }
}
