package io.github.edvr4j.train.options;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One mapping of an option file. It remembers which keys were asked for, so that those nobody
 * understood can be named instead of being ignored.
 *
 * <p>A key that is absent and one whose value is {@code ~} mean the same. Every getter throws
 * {@link EdvrException} with category {@code USAGE} if the value is of another kind, and names the
 * key by its whole path, such as {@code train:optim_g:lr}.
 */
public final class Section {

  private static final Pattern NO_NAME = Pattern.compile("[/\\\\\\p{Cc}]");

  private final String path;
  private final Map<String, Object> values;
  private final Set<String> asked = new LinkedHashSet<>();
  private final Map<String, Section> sections = new LinkedHashMap<>();

  private Section(String path, Map<String, Object> values) {
    this.path = path;
    this.values = values;
  }

  /** The whole of an option file: mappings, lists and plain values as a YAML reader gives them. */
  public static Section root(Map<?, ?> values) {
    return new Section("", named("", values));
  }

  /** A section in which nothing is said, so that everything has its default. */
  static Section empty() {
    return root(Map.of());
  }

  private static Map<String, Object> named(String path, Map<?, ?> values) {
    Map<String, Object> named = new LinkedHashMap<>();
    values.forEach(
        (key, value) -> {
          if (value != null) {
            if (!(key instanceof String || key instanceof Number)) {
              throw new EdvrException(
                  Category.USAGE, "%s is no name of an option".formatted(oneLine(path + key)));
            }
            named.put(key.toString(), value);
          }
        });
    return named;
  }

  /** The path of a key of this section, as messages show it. */
  public String pathOf(String key) {
    return oneLine(path + key);
  }

  /** A text from a file as a part of a message: whatever controls a terminal is a space. */
  static String oneLine(String text) {
    return text.replaceAll("\\p{Cc}+", " ");
  }

  /** Whether the key has a value. */
  public boolean has(String key) {
    return values.containsKey(key);
  }

  /** The keys that have values, in the file's order. */
  public List<String> keys() {
    return List.copyOf(values.keySet());
  }

  /** A text; numbers and truth values count as what the file shows. */
  public Optional<String> text(String key) {
    return value(key)
        .map(
            value -> {
              if (value instanceof Map || value instanceof List) {
                throw wrong(key, "a text", value);
              }
              return value.toString();
            });
  }

  /** A text that has to be there. */
  public String requiredText(String key) {
    return text(key).orElseThrow(() -> missing(key));
  }

  /** A file or folder, in which {@code ~/} is the user's folder. */
  public Optional<Path> path(String key) {
    return text(key)
        .map(
            text -> {
              try {
                return UserPath.of(text);
              } catch (InvalidPathException e) {
                throw wrong(key, "a path", text);
              }
            });
  }

  /** A file or folder that has to be named. */
  public Path requiredPath(String key) {
    return path(key).orElseThrow(() -> missing(key));
  }

  /**
   * Refuses a name that no folder can have.
   *
   * @param key what gives it
   * @return the name
   */
  public String folderName(String key, String name) {
    if (name.isBlank() || name.startsWith(".") || NO_NAME.matcher(name).find()) {
      throw invalid(key, "'%s' can't be the name of a folder".formatted(name));
    }
    return name;
  }

  /** A whole number of at most 64 bits; 6e5 is one. */
  public Optional<Long> integer(String key) {
    return value(key).map(value -> whole(key, value));
  }

  /** A whole number of at most 32 bits, or the one given. */
  public int integer(String key, int otherwise) {
    return integer(key)
        .map(
            value -> {
              if (value != value.intValue()) {
                throw wrong(key, "a smaller whole number", value);
              }
              return value.intValue();
            })
        .orElse(otherwise);
  }

  /** A number; a text such as {@code 4e-4}, which YAML 1.1 reads as one, counts too. */
  public Optional<Double> number(String key) {
    return value(key).map(value -> decimal(key, value));
  }

  /** A number, or the one given. */
  public double number(String key, double otherwise) {
    return number(key).orElse(otherwise);
  }

  /** A truth value, or the one given. */
  public boolean flag(String key, boolean otherwise) {
    return value(key)
        .map(
            value -> {
              if (value instanceof Boolean flag) {
                return flag;
              }
              throw wrong(key, "true or false", value);
            })
        .orElse(otherwise);
  }

  /** A list of numbers; empty if there is none. */
  public List<Double> numbers(String key) {
    return list(key).stream().map(value -> decimal(key, value)).toList();
  }

  /** A list of texts; a single text is a list of one, and there may be none. */
  public List<String> texts(String key) {
    return list(key).stream().map(Object::toString).toList();
  }

  /** A section below this one. */
  public Optional<Section> section(String key) {
    return value(key)
        .map(
            value -> {
              if (value instanceof Map<?, ?> map) {
                return sections.computeIfAbsent(
                    key, k -> new Section(path + k + ":", named(path + k + ":", map)));
              }
              throw wrong(key, "a section", value);
            });
  }

  /** A section that has to be there. */
  public Section requiredSection(String key) {
    return section(key).orElseThrow(() -> missing(key));
  }

  /**
   * Takes note of keys that have a meaning elsewhere and none here, with all that is below them.
   */
  public void passOver(String... keys) {
    asked.addAll(List.of(keys));
  }

  /** The paths of all keys, here and below, that nobody asked for. */
  public List<String> unread() {
    List<String> unread = new ArrayList<>();
    for (String key : values.keySet()) {
      if (!asked.contains(key)) {
        unread.add(pathOf(key));
      } else if (sections.containsKey(key)) {
        unread.addAll(sections.get(key).unread());
      }
    }
    return Collections.unmodifiableList(unread);
  }

  /** What to tell the user of the keys in some sections that nobody asked for, if there are any. */
  public static Optional<String> remarkOnUnread(List<Section> sections) {
    List<String> unread = sections.stream().flatMap(one -> one.unread().stream()).toList();
    return unread.isEmpty()
        ? Optional.empty()
        : Optional.of("options that mean nothing here: " + String.join(", ", unread));
  }

  /** What is wrong with a value, as a failure to throw. */
  public EdvrException invalid(String key, String problem) {
    return new EdvrException(
        Category.USAGE, oneLine("option %s: %s".formatted(pathOf(key), problem)));
  }

  private Optional<Object> value(String key) {
    asked.add(key);
    return Optional.ofNullable(values.get(key));
  }

  private List<Object> list(String key) {
    return value(key)
        .map(
            value -> {
              List<?> list = value instanceof List<?> several ? several : List.of(value);
              if (list.stream().anyMatch(Objects::isNull)) {
                throw invalid(key, "a value of the list is missing");
              }
              return List.<Object>copyOf(list);
            })
        .orElse(List.of());
  }

  private double decimal(String key, Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    try {
      return Double.parseDouble(value.toString());
    } catch (NumberFormatException e) {
      throw wrong(key, "a number", value);
    }
  }

  private long whole(String key, Object value) {
    double decimal = decimal(key, value);
    if (value instanceof Long || value instanceof Integer) {
      return ((Number) value).longValue();
    }
    if (decimal != Math.rint(decimal) || Math.abs(decimal) > 1L << 53) {
      throw wrong(key, "a whole number", value);
    }
    return (long) decimal;
  }

  private EdvrException missing(String key) {
    return invalid(key, "is missing");
  }

  private EdvrException wrong(String key, String expected, Object value) {
    String shown = value.toString();
    return invalid(
        key,
        "expected %s, got %s"
            .formatted(expected, shown.length() > 40 ? shown.substring(0, 40) + "…" : shown));
  }
}
