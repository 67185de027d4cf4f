package io.github.edvr4j.video;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What ffprobe says of a file, by its own names: {@code format.duration}, {@code
 * streams.stream.0.pix_fmt}, {@code frames.frame.3.pts} …
 */
record Probe(Map<String, String> facts) {

  /** The container, its streams and chapters. */
  static Probe of(Path file) {
    return of("-show_format -show_streams -show_chapters", file);
  }

  /** The decoded frames of the first video stream. */
  static Probe frames(Path file) {
    return of("-select_streams v:0 -show_frames", file);
  }

  private static Probe of(String arguments, Path file) {
    Map<String, String> facts = new LinkedHashMap<>();
    for (String line : FFmpegTools.ffprobe(arguments, file)) {
      int equals = line.indexOf('=');
      String value = line.substring(equals + 1);
      facts.put(line.substring(0, equals), value.replaceAll("^\"|\"$", ""));
    }
    return new Probe(facts);
  }

  /** One fact, which must be there. */
  String get(String name) {
    assertThat(facts).containsKey(name);
    return requireNonNull(facts.get(name));
  }

  double number(String name) {
    return Double.parseDouble(get(name));
  }

  /** A fact of a stream. */
  String stream(int index, String name) {
    return facts.getOrDefault("streams.stream.%d.%s".formatted(index, name), "");
  }

  /** One fact of every stream or frame, in their order. */
  List<String> all(String name) {
    List<String> values = new ArrayList<>();
    facts.forEach(
        (key, value) -> {
          if (key.matches("(streams\\.stream|frames\\.frame)\\.\\d+\\." + name)) {
            values.add(value);
          }
        });
    return values;
  }

  /** All facts of one kind. */
  Map<String, String> starting(String prefix) {
    Map<String, String> found = new LinkedHashMap<>(facts);
    found.keySet().removeIf(key -> !key.startsWith(prefix));
    return found;
  }
}
