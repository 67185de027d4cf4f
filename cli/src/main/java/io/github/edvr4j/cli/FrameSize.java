package io.github.edvr4j.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/** Columns and rows of a frame, as people write them: 320x180. */
record FrameSize(int width, int height) {

  private static final Pattern SIZE = Pattern.compile("([1-9]\\d{0,4})[xX:]([1-9]\\d{0,4})");

  static FrameSize parse(String text) {
    Matcher size = SIZE.matcher(text);
    if (!size.matches()) {
      throw new TypeConversionException("'%s' is no size; write 320x180".formatted(text));
    }
    return new FrameSize(Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2)));
  }
}
