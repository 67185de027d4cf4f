package io.github.edvr4j.train.options;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import java.util.List;

/**
 * What a fuzzer does to the reader of option files: any text describes a training or is clearly
 * refused. It has the method that Jazzer looks for.
 */
public final class FuzzedOptions {

  private FuzzedOptions() {}

  /**
   * @param input a file's text; settings beside it may follow, each after a zero
   */
  public static void fuzzerTestOneInput(byte[] input) {
    List<String> parts = List.of(new String(input, UTF_8).split("\0", -1));
    try {
      Section root = OptionFile.read("fuzzed", parts.getFirst(), parts.subList(1, parts.size()));
      check(TrainingOptions.of(root).remarks());
      check(root.unread());
    } catch (EdvrException e) {
      check(List.of(String.valueOf(e.getMessage())));
      if (e.category() != Category.USAGE) {
        throw new IllegalStateException("a mistake of the user was expected", e);
      }
    }
  }

  private static void check(List<String> lines) {
    for (String line : lines) {
      if (line.chars().anyMatch(Character::isISOControl)) {
        throw new IllegalStateException("more than one line: " + line);
      }
    }
  }
}
