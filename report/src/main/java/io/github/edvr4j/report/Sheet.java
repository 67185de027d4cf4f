package io.github.edvr4j.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.WritableRaster;
import java.util.List;

/**
 * Pictures of one size beside one another in one, row by row.
 *
 * @param columns pictures of a row
 * @param height of each picture
 * @param width of each picture
 */
record Sheet(int columns, int height, int width) {

  /** 0xRRGGBB of what lies between two pictures. */
  static final int GAP = 0xC4CAD2;

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

  /** Of pictures whose colours are kept alike. */
  BufferedImage of(List<BufferedImage> pictures) {
    ColorModel colours = pictures.getFirst().getColorModel();
    WritableRaster pixels =
        colours.createCompatibleWritableRaster(width(pictures.size()), height(pictures.size()));
    BufferedImage sheet = new BufferedImage(colours, pixels, false, null);
    Graphics2D graphics = sheet.createGraphics();
    graphics.setColor(new Color(GAP));
    graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
    graphics.dispose();
    for (int i = 0; i < pictures.size(); i++) {
      pixels.setRect(left(i), top(i), pictures.get(i).getRaster());
    }
    return sheet;
  }
}
