package io.github.edvr4j.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** This module is built last, so the build ends with what its tests had to leave out. */
@Tag("narrow")
class SkippedTest {

  private static final Instant BEGIN =
      Instant.parse(System.getProperty("edvr.build.begin", Instant.EPOCH.toString()));

  private record Skipped(String test, String reason) {}

  @Test
  void everyTestThatWasSkippedSaysWhy() throws IOException, XMLStreamException {
    List<Skipped> all = new ArrayList<>();
    for (Path report : reports()) {
      all.addAll(skipped(report));
    }
    all.forEach(one -> System.out.printf("[WARNING] not tested: %s (%s)%n", one.reason, one.test));
    assertThat(all).allSatisfy(one -> assertThat(one.reason).isNotBlank());
  }

  /** Surefire's, of all modules, from this build. */
  private static List<Path> reports() throws IOException {
    try (Stream<Path> files = Files.find(Path.of(".."), 4, (file, _) -> isReport(file))) {
      return files.sorted().toList();
    }
  }

  private static boolean isReport(Path file) {
    return file.toString()
            .matches(
                "\\.\\.[/\\\\][^/\\\\]+[/\\\\]target[/\\\\]surefire-reports[/\\\\]TEST-.*\\.xml")
        && file.toFile().lastModified() >= BEGIN.toEpochMilli();
  }

  private static List<Skipped> skipped(Path report) throws IOException, XMLStreamException {
    List<Skipped> skipped = new ArrayList<>();
    try (InputStream in = Files.newInputStream(report)) {
      XMLStreamReader xml = XMLInputFactory.newFactory().createXMLStreamReader(in);
      String test = "";
      while (xml.hasNext()) {
        if (xml.next() != XMLStreamReader.START_ELEMENT) {
          continue;
        }
        if (xml.getLocalName().equals("testcase")) {
          test = attribute(xml, "classname") + "." + attribute(xml, "name");
        } else if (xml.getLocalName().equals("skipped")) {
          skipped.add(new Skipped(test, attribute(xml, "message")));
        }
      }
    }
    return skipped;
  }

  private static String attribute(XMLStreamReader xml, String name) {
    return Optional.ofNullable(xml.getAttributeValue(null, name)).orElse("");
  }
}
