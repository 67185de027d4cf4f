package io.github.edvr4j.cli;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Data for programs. */
final class Json {

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private Json() {}

  /** The text of numbers, strings, lists, maps and records of them. */
  static String of(Object value) {
    return MAPPER.writeValueAsString(value);
  }
}
