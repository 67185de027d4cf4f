package io.github.edvr4j.train.options;

import java.util.Map;

/** Sections without a file, for tests. */
public final class OptionSections {

  private OptionSections() {}

  public static Section of(Map<String, ?> values) {
    return Section.root(values);
  }
}
