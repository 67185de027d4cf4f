package io.github.edvr4j.cli;

import java.io.PrintWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON on stdout, indented for people who read it too. */
final class Json {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          // A failure in the middle must not end in brackets that make it look whole.
          .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .build();

  private Json() {}

  /** Writes piece by piece; closing it leaves {@code out} open. */
  static JsonGenerator generator(PrintWriter out) {
    return MAPPER.createGenerator(out);
  }

  /** Writes a record or a collection, and ends the line. */
  static void write(PrintWriter out, Object value) {
    out.println(MAPPER.writeValueAsString(value));
  }
}
