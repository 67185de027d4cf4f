package io.github.edvr4j.cli;

import picocli.CommandLine.TypeConversionException;

/**
 * Whether frames are cut into tiles.
 *
 * @param auto whether that is to be found out
 * @param size of a tile in pixels, 0 where it is not given
 */
record TileSize(boolean auto, int size) {

  static final TileSize AUTO = new TileSize(true, 0);

  static TileSize parse(String text) {
    return switch (text) {
      case "auto" -> AUTO;
      case "off" -> new TileSize(false, 0);
      default -> new TileSize(false, pixels(text));
    };
  }

  private static int pixels(String text) {
    try {
      int value = Integer.parseInt(text);
      if (value > 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new TypeConversionException(
        "'%s' is none of auto, off, a number of pixels".formatted(text));
  }
}
