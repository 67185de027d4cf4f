package io.github.edvr4j.report;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Pictures of one size beside one another in one, row by row.
 *
 * @param columns pictures of a row
 * @param height of each picture
 * @param width of each picture
 */
record Sheet(int columns, int height, int width) {

  /** Where the picture number {@code i} begins, to the right. */
  int left(int i) {
    return i % columns * (width + gap());
  }

  /** Where the picture number {@code i} begins, downward. */
  int top(int i) {
    return i / columns * (height + gap());
  }

  int width(int pictures) {
    return Math.min(pictures, columns) * (width + gap()) - gap();
  }

  int height(int pictures) {
    return Math.ceilDiv(pictures, columns) * (height + gap()) - gap();
  }

  private int gap() {
    return Math.max(1, width / 60);
  }

  BufferedImage of(List<BufferedImage> pictures) {
    BufferedImage sheet =
        new BufferedImage(
            width(pictures.size()), height(pictures.size()), BufferedImage.TYPE_INT_ARGB);
    Graphics2D graphics = sheet.createGraphics();
    for (int i = 0; i < pictures.size(); i++) {
      graphics.drawImage(pictures.get(i), left(i), top(i), null);
    }
    graphics.dispose();
    return sheet;
  }
}
