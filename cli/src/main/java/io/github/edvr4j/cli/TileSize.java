package io.github.edvr4j.cli;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.stream.Tiling;
import java.util.Optional;
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

  /**
   * What that means for a model.
   *
   * @param overlap pixels that neighbouring tiles have in common at least
   * @throws EdvrException (USAGE) if the model needs larger tiles
   */
  Tiling tiling(EdvrConfig config, Optional<Integer> overlap) {
    if (size == 0) {
      return auto ? new Tiling.Auto() : new Tiling.Off();
    }
    int common = overlap.orElse(Tiling.overlapFor(config));
    long least = 3L * common;
    if (size < least) {
      throw new EdvrException(
          Category.USAGE,
          "--tile should be at least %d for tiles that overlap by %d, not %d"
              .formatted(least, common, size));
    }
    return new Tiling.Tiles(size, common);
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
