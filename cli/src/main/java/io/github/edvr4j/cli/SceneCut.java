package io.github.edvr4j.cli;

import io.github.edvr4j.stream.Scenes;
import java.util.OptionalDouble;
import picocli.CommandLine.TypeConversionException;

/**
 * By how much frames differ where a new scene begins.
 *
 * @param threshold in percent; empty where scenes are not told apart
 */
record SceneCut(OptionalDouble threshold) {

  static final SceneCut AUTO = new SceneCut(OptionalDouble.of(Scenes.DEFAULT_THRESHOLD));

  static SceneCut parse(String text) {
    return switch (text) {
      case "off" -> new SceneCut(OptionalDouble.empty());
      case "auto" -> AUTO;
      default -> new SceneCut(OptionalDouble.of(percentage(text)));
    };
  }

  private static double percentage(String text) {
    try {
      double value = Double.parseDouble(text);
      if (value >= 0 && value <= 100) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new TypeConversionException("'%s' is none of auto, off, 0 to 100".formatted(text));
  }
}
