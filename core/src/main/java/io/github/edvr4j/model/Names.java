package io.github.edvr4j.model;

/** State-dict names: parts joined by dots. */
final class Names {

  private Names() {}

  /** {@code name} inside a module; a module on its own has the empty prefix. */
  static String in(String prefix, String name) {
    return prefix.isEmpty() ? name : prefix + "." + name;
  }
}
