package io.github.edvr4j.report;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** Pages from templates that lie beside this class; what is filled in is escaped. */
final class Template {

  private Template() {}

  /**
   * @param name of a file beside this class
   * @param values a record whose components the template names
   */
  static void fill(String name, Object values, Writer out) throws IOException {
    Mustache.Compiler compiler = Mustache.compiler().withLoader(Template::open);
    try (Reader template = open(name)) {
      compiler.compile(template).execute(values, out);
    } catch (MustacheException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private static Reader open(String name) throws IOException {
    InputStream stream = Template.class.getResourceAsStream(name);
    if (stream == null) {
      throw new IOException("there is no template " + name);
    }
    return new InputStreamReader(stream, StandardCharsets.UTF_8);
  }
}
