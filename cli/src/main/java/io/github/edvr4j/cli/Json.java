package io.github.edvr4j.cli;

import java.io.PrintWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/** Data for programs, indented for people who read it too. */
final class Json {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
          // A failure in the middle must not end in brackets that make it look whole.
          .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .build();

  private static final JsonMapper LINES = JsonMapper.shared();

  private Json() {}

  /** Writes piece by piece; closing it leaves {@code out} open. */
  static JsonGenerator generator(PrintWriter out) {
    return MAPPER.createGenerator(out);
  }

  /** The text of numbers, strings, lists, maps and records of them. */
  static String of(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /** The same in one line. */
  static String line(Object value) {
    return LINES.writeValueAsString(value);
  }
}
