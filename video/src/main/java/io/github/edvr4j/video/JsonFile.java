package io.github.edvr4j.video;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.files.FileFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A small file that a later run reads, and a person can. */
final class JsonFile {
  private static final JsonMapper LINES = new JsonMapper();
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private JsonFile() {}

  /**
   * @param otherwise what the user can do if it is damaged
   * @throws EdvrException of category INPUT if the file is there but can't be read
   */
  static <T> Optional<T> read(Path file, Class<T> type, String otherwise) {
    try {
      return Optional.of(JSON.readValue(Files.readString(file), type));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (JacksonException e) {
      throw new EdvrException(Category.INPUT, "%s: is damaged; %s".formatted(file, otherwise), e);
    } catch (IOException e) {
      throw new EdvrException(
          Category.INPUT,
          "%s: can't be read: %s; %s".formatted(file, FileFailure.reason(e), otherwise),
          e);
    }
  }

  /**
   * Writes a file as a whole or not at all.
   *
   * @throws EdvrException of category OUTPUT if it can't be written
   */
  static void write(Path file, Object content, DiskRoom room) {
    PatientFile.write(
        file, JSON.writeValueAsString(content).getBytes(StandardCharsets.UTF_8), room);
  }

  /** A line, its end included, for a file that grows. */
  static byte[] line(Object content) {
    return (LINES.writeValueAsString(content) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /**
   * @throws JacksonException if it isn't one
   */
  static <T> T fromLine(String line, Class<T> type) {
    return LINES.readValue(line, type);
  }
}
