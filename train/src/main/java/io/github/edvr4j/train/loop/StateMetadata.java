package io.github.edvr4j.train.loop;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The numbers in the metadata of a state. All getters throw {@link EdvrException} (MODEL) if what
 * the file says is no such number.
 *
 * @param file for messages
 */
record StateMetadata(Path file, Map<String, String> values) {

  /** A whole number of at least 0. */
  long count(String key) {
    return count(key, text(key));
  }

  /** A whole number of at least 0, of 32 bits. */
  int small(String key) {
    long count = count(key);
    if (count > Integer.MAX_VALUE) {
      throw wrong(key, text(key));
    }
    return (int) count;
  }

  /** A whole number of any sign. */
  long whole(String key) {
    return parsed(key, text(key), Long::parseLong);
  }

  /** A factor above 0 and up to 1. */
  double factor(String key) {
    double factor = parsed(key, text(key), Double::parseDouble);
    if (!(factor > 0 && factor <= 1)) {
      throw wrong(key, text(key));
    }
    return factor;
  }

  /** A number of at least 0, which may be infinite. */
  double limit(String key) {
    double limit = parsed(key, text(key), Double::parseDouble);
    if (!(limit >= 0)) {
      throw wrong(key, text(key));
    }
    return limit;
  }

  /** Whole numbers of at least 0. */
  List<Long> counts(String key) {
    return words(key).map(word -> count(key, word)).toList();
  }

  /** Finite numbers of at least 0. */
  List<Double> amounts(String key) {
    return words(key)
        .map(
            word -> {
              double amount = parsed(key, word, Double::parseDouble);
              if (!(amount >= 0) || Double.isInfinite(amount)) {
                throw wrong(key, word);
              }
              return amount;
            })
        .toList();
  }

  /** Numbers as {@link #counts} and {@link #amounts} read them. */
  static String join(List<? extends Number> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }

  private String text(String key) {
    String text = values.get(key);
    if (text == null) {
      throw new EdvrException(Category.MODEL, "%s says nothing of its %s".formatted(file, key));
    }
    return text;
  }

  private Stream<String> words(String key) {
    return Stream.of(text(key).split(" ")).filter(word -> !word.isEmpty());
  }

  private long count(String key, String text) {
    long count = parsed(key, text, Long::parseLong);
    if (count < 0) {
      throw wrong(key, text);
    }
    return count;
  }

  private <T> T parsed(String key, String text, Function<String, T> parser) {
    try {
      return parser.apply(text);
    } catch (NumberFormatException e) {
      throw wrong(key, text);
    }
  }

  private EdvrException wrong(String key, String text) {
    return new EdvrException(
        Category.MODEL,
        "%s is damaged: its %s can't be '%s'"
            .formatted(file, key, text.length() > 40 ? text.substring(0, 40) + "…" : text));
  }
}
