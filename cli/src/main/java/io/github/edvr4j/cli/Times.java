package io.github.edvr4j.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/** Moments of a clip as people write them: 90, 1:30, 0:01:30.5. */
final class Times {

  private static final Pattern TIME =
      Pattern.compile("(?:(?:(\\d+):)?(\\d+):)?(\\d+(?:\\.\\d*)?)");

  private Times() {}

  static Duration parse(String text) {
    Matcher time = TIME.matcher(text);
    if (!time.matches()) {
      throw new TypeConversionException(
          "'%s' is no time; write seconds or [hours:]minutes:seconds".formatted(text));
    }
    double seconds =
        (number(time.group(1)) * 60 + number(time.group(2))) * 60 + number(time.group(3));
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }

  private static double number(@org.jspecify.annotations.Nullable String digits) {
    return digits == null ? 0 : Double.parseDouble(digits);
  }
}
