package io.github.edvr4j.cli;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.stream.Frame;
import io.github.edvr4j.video.ClipInfo;
import io.github.edvr4j.video.Rational;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.TypeConversionException;

/**
 * A size in pixels as a player shows it; where one of the two is empty, it follows from the other
 * one and the picture's shape.
 */
record OutputSize(OptionalInt width, OptionalInt height) {

  private static final Pattern SIZE = Pattern.compile("(\\d{1,6})?[xX:](\\d{1,6})?");

  /** The largest difference of two shapes that comes from rounding a size. */
  private static final double SAME_SHAPE = 0.01;

  private static final int LARGEST_PART = 10_000;

  private static final int LARGEST_EXTENT = 1 << 16;

  /** Values of a frame, which are one array. */
  private static final long LARGEST_FRAME = Integer.MAX_VALUE - 8;

  static OutputSize parse(String text) {
    Matcher size = SIZE.matcher(text);
    if (!size.matches()) {
      throw noSize(text);
    }
    OutputSize parsed = new OutputSize(number(size.group(1)), number(size.group(2)));
    boolean none = parsed.width.isEmpty() && parsed.height.isEmpty();
    if (none || parsed.width.orElse(1) < 1 || parsed.height.orElse(1) < 1) {
      throw noSize(text);
    }
    return parsed;
  }

  private static TypeConversionException noSize(String text) {
    return new TypeConversionException(
        "'%s' is no size; write 1920x1080, 1920x or x1080".formatted(text));
  }

  private static OptionalInt number(@Nullable String digits) {
    return digits == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(digits));
  }

  /**
   * A clip in a multiple of its size; of fractions, the nearest even size, which most encoders ask
   * for.
   *
   * @throws EdvrException (USAGE) if nothing would be left
   */
  static ClipInfo scaled(ClipInfo input, double scale) {
    int width = scaled(input.width(), scale);
    int height = scaled(input.height(), scale);
    if (!(scale > 0) || !isPicture(width, height)) {
      throw new EdvrException(
          Category.USAGE,
          "--scale %s makes no picture of %dx%d".formatted(scale, input.width(), input.height()));
    }
    return input.withSize(width, height);
  }

  private static int scaled(int extent, double scale) {
    return scale == Math.rint(scale)
        ? (int) (extent * scale)
        : 2 * (int) Math.round(extent * scale / 2);
  }

  private static boolean isPicture(int width, int height) {
    return Math.min(width, height) >= 1
        && Math.max(width, height) <= LARGEST_EXTENT
        && (long) width * height * Frame.CHANNELS <= LARGEST_FRAME;
  }

  /**
   * The clip in this size; where both extents are given, its pixels keep the picture's shape.
   *
   * @throws EdvrException (USAGE) if no frame can be so large
   */
  ClipInfo apply(ClipInfo clip) {
    boolean sideways = clip.rotation() % 180 != 0;
    OptionalInt storedWidth = sideways ? height : width;
    OptionalInt storedHeight = sideways ? width : height;
    Rational aspect = clip.sampleAspect().orElse(Rational.ONE);
    if (storedWidth.isPresent() && storedHeight.isPresent()) {
      int newWidth = storedWidth.getAsInt();
      int newHeight = storedHeight.getAsInt();
      return resized(clip, newWidth, newHeight)
          .withSampleAspect(stretched(clip, aspect, newWidth, newHeight));
    }
    double shape = aspect.value() * clip.width() / clip.height();
    int w = storedWidth.orElseGet(() -> even(storedHeight.getAsInt() * shape));
    int h = storedHeight.orElseGet(() -> even(storedWidth.getAsInt() / shape));
    return resized(clip, w, h).withSampleAspect(clip.sampleAspect().map(old -> Rational.ONE));
  }

  private static ClipInfo resized(ClipInfo clip, int width, int height) {
    if (!isPicture(width, height)) {
      throw new EdvrException(
          Category.USAGE, "--size: no frame can be as large as %dx%d".formatted(width, height));
    }
    return clip.withSize(width, height);
  }

  private static int even(double extent) {
    return Math.max(2, 2 * (int) Math.round(extent / 2));
  }

  private static Optional<Rational> stretched(
      ClipInfo clip, Rational aspect, int newWidth, int newHeight) {
    double stretch = (double) clip.width() * newHeight / ((double) clip.height() * newWidth);
    if (Math.abs(stretch - 1) < SAME_SHAPE) {
      return clip.sampleAspect();
    }
    return Optional.of(
        Rational.reduced(
            (long) aspect.num() * clip.width() * newHeight,
            (long) aspect.den() * clip.height() * newWidth,
            LARGEST_PART));
  }
}
