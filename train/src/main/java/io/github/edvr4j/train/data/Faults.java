package io.github.edvr4j.train.data;

import io.github.edvr4j.train.options.Section;

/** What becomes of something wrong with a dataset as a whole, after which it could still go on. */
interface Faults {

  /** A training had better not begin. */
  Faults FATAL =
      (section, key, what) -> {
        throw section.invalid(key, what);
      };

  /**
   * @param key the option that led to it
   */
  void add(Section section, String key, String what);
}
