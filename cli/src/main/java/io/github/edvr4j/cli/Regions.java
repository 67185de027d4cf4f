package io.github.edvr4j.cli;

import io.github.edvr4j.report.Region;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/** Parts of a frame, as people write them: 100,50,320x180. */
final class Regions {

  private static final Pattern REGION =
      Pattern.compile("(\\d{1,5}),(\\d{1,5}),([1-9]\\d{0,4})[xX]([1-9]\\d{0,4})");

  private Regions() {}

  static Region parse(String text) {
    Matcher region = REGION.matcher(text);
    if (!region.matches()) {
      throw new TypeConversionException(
          "'%s' is no part of a frame; write 100,50,320x180 for 320x180 pixels of which the first is at column 100, row 50"
              .formatted(text));
    }
    return new Region(
        Integer.parseInt(region.group(1)),
        Integer.parseInt(region.group(2)),
        Integer.parseInt(region.group(3)),
        Integer.parseInt(region.group(4)));
  }
}
