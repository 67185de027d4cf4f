package io.github.edvr4j.train.options;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.files.FileFailure;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * An option file, as BasicSR's trainings are described by. It is YAML of plain values, lists and
 * mappings; nothing in it is ever executed.
 */
public final class OptionFile {

  private static final int MAX_CHARACTERS = 1 << 20;
  private static final int MAX_ALIASES = 50;

  private OptionFile() {}

  /**
   * Reads a file, and what is set beside it.
   *
   * @param settings each {@code key:sub=value} or {@code key.sub=value}, the value in YAML; it
   *     stands in place of the file's
   * @throws EdvrException (USAGE) if the file cannot be read or is not YAML, with the line, or if a
   *     setting is not of that form
   */
  public static Section read(Path file, List<String> settings) {
    return read(file.toString(), text(file), settings);
  }

  /**
   * Reads the text of a file.
   *
   * @param name of the file, for messages
   */
  static Section read(String name, String text, List<String> settings) {
    Object root = parse(name, text);
    if (!(root instanceof Map<?, ?> options)) {
      throw usage("%s: an option file is a list of 'key: value' lines".formatted(name));
    }
    Map<Object, Object> all = new LinkedHashMap<>(options);
    settings.forEach(setting -> set(all, setting));
    return Section.root(all);
  }

  private static String text(Path file) {
    try {
      if (Files.size(file) > MAX_CHARACTERS) {
        throw usage("%s is larger than 1 MiB: that is no option file".formatted(file));
      }
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw usage("there is no option file " + file);
    } catch (CharacterCodingException e) {
      throw usage("%s is not UTF-8 text: that is no option file".formatted(file));
    } catch (IOException e) {
      throw usage("can't read the option file %s: %s".formatted(file, FileFailure.reason(e)));
    }
  }

  /** A value of YAML 1.2's core schema, in which ~ is nothing. */
  private static @Nullable Object parse(String name, String text) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(name)
            .setSchema(new CoreSchema())
            .setAllowDuplicateKeys(false)
            .setAllowRecursiveKeys(false)
            .setMaxAliasesForCollections(MAX_ALIASES)
            .setCodePointLimit(MAX_CHARACTERS)
            .build();
    try {
      return new Load(settings).loadFromString(text);
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().or(e::getContextMark).map(Mark::getLine).orElse(0) + 1;
      throw usage("%s:%d: %s".formatted(name, line, oneLine(e.getProblem())));
    } catch (YamlEngineException | IllegalArgumentException e) {
      // The latter where a tag, such as !%D, is none.
      throw usage("%s: %s".formatted(name, oneLine(e.getMessage())));
    } catch (StackOverflowError e) {
      throw usage("%s is nested too deeply".formatted(name));
    }
  }

  private static void set(Map<Object, Object> options, String setting) {
    int equals = setting.indexOf('=');
    String[] keys = setting.substring(0, Math.max(0, equals)).split("[:.]", -1);
    for (String key : keys) {
      if (key.isBlank()) {
        throw usage("'%s' sets no option; write it as train:total_iter=100000".formatted(setting));
      }
    }
    Map<Object, Object> section = options;
    for (String key : List.of(keys).subList(0, keys.length - 1)) {
      Object below = section.get(key);
      if (below != null && !(below instanceof Map<?, ?>)) {
        throw usage("'%s': %s is a value, not a section".formatted(setting, key));
      }
      Map<Object, Object> copy = new LinkedHashMap<>();
      if (below instanceof Map<?, ?> map) {
        copy.putAll(map);
      }
      section.put(key, copy);
      section = copy;
    }
    Object value = parse("'" + setting + "'", setting.substring(equals + 1));
    if (value == null) {
      section.remove(keys[keys.length - 1]);
    } else {
      section.put(keys[keys.length - 1], value);
    }
  }

  private static String oneLine(@Nullable String message) {
    return message == null ? "is not YAML" : message.strip().replaceAll("\\s*\\R\\s*", " ");
  }

  private static EdvrException usage(String message) {
    return new EdvrException(Category.USAGE, Section.oneLine(message));
  }
}
