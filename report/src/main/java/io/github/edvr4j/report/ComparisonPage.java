package io.github.edvr4j.report;

import io.github.edvr4j.report.Comparison.ClipScore;
import java.util.List;

/**
 * What the page shows of two clips. Pictures are names as of {@link PictureStore}.
 *
 * @param frames how many were compared
 * @param tables what the numbers say, where there was a reference
 * @param scale the colours of differences
 */
record ComparisonPage(
    String a, String b, int frames, List<Table> tables, List<Picture> pictures, String scale) {

  /**
   * Both clips against a reference.
   *
   * @param channels that are compared
   * @param charts of PSNR over the frames, one where there are several
   */
  record Table(String reference, String channels, List<ClipScore> rows, List<String> charts) {}

  /**
   * A frame of both clips.
   *
   * @param width in pixels
   * @param labelA what is written over the left one
   * @param mean of the differences, of 255
   * @param top the difference that has the brightest colour, of 255
   */
  record Picture(
      String title,
      int width,
      String a,
      String b,
      String labelA,
      String labelB,
      String difference,
      String mean,
      String top) {}
}
