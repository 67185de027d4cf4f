package io.github.edvr4j.cli;

import io.github.edvr4j.video.Rational;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/** Frames per second as people write them: 25, 23.976, 30000/1001. */
final class FrameRates {

  private static final Pattern FRACTION = Pattern.compile("[1-9]\\d{0,6}/[1-9]\\d{0,6}");
  private static final Pattern DECIMAL = Pattern.compile("\\d{1,4}(\\.\\d{1,4})?");

  private FrameRates() {}

  static Rational parse(String text) {
    if (FRACTION.matcher(text).matches()) {
      String[] parts = text.split("/", 2);
      return reduced(new BigInteger(parts[0]), new BigInteger(parts[1]));
    }
    if (DECIMAL.matcher(text).matches() && new BigDecimal(text).signum() > 0) {
      BigDecimal decimal = new BigDecimal(text);
      return reduced(decimal.unscaledValue(), BigInteger.TEN.pow(decimal.scale()));
    }
    throw new TypeConversionException(
        "'%s' is no frame rate; write 25, 23.976 or 30000/1001".formatted(text));
  }

  private static Rational reduced(BigInteger num, BigInteger den) {
    BigInteger common = num.gcd(den);
    return new Rational(num.divide(common).intValueExact(), den.divide(common).intValueExact());
  }
}
