package io.github.edvr4j.train.data;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.files.FileFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * A table of files to keep away from training: lines of values between tabs, the first of them
 * behind {@code #} with the columns' names, of which {@code file} and {@code sha256} are read. A
 * clip is one of them if it has the name, whatever its extension, or the contents; a name with
 * folders, as in a package, says nothing of where a clip lies, so there only contents count.
 */
record HeldOutList(Path file, List<Entry> entries) {

  /**
   * @param name of a file
   * @param sha256 of its contents in hexadecimal digits, if the table has that column
   */
  record Entry(String name, Optional<String> sha256) {

    boolean isCalled(String clip) {
      return FileKinds.stem(clip.substring(clip.lastIndexOf('/') + 1)).equals(FileKinds.stem(name));
    }
  }

  /**
   * @param failure of what is wrong with the file
   */
  static HeldOutList read(Path file, Function<String, EdvrException> failure) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw failure.apply("%s can't be read: %s".formatted(file, FileFailure.reason(e)));
    }
    String head = lines.isEmpty() ? "" : lines.getFirst();
    List<String> columns = List.of(head.replaceFirst("^#\\s*", "").split("\t"));
    int name = columns.indexOf("file");
    int sum = columns.indexOf("sha256");
    if (!head.startsWith("#") || name < 0) {
      throw failure.apply(
          "%s is no list: its first line should be # and the names of its columns, with tabs between, one of them 'file'"
              .formatted(file));
    }
    List<Entry> entries = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      if (lines.get(i).isBlank() || lines.get(i).startsWith("#")) {
        continue;
      }
      String[] cells = lines.get(i).split("\t", -1);
      if (cells.length <= Math.max(name, sum) || cells[name].isBlank()) {
        throw failure.apply(
            "%s:%d: has no %s".formatted(file, i + 1, cells.length <= name ? "file" : "sha256"));
      }
      entries.add(
          new Entry(
              cells[name],
              Optional.of(sum)
                  .filter(column -> column >= 0)
                  .map(column -> cells[column].toLowerCase(Locale.ROOT))));
    }
    return new HeldOutList(file, entries);
  }

  /**
   * Why a clip must not be trained on; empty if it may.
   *
   * @throws EdvrException (INPUT) if it can't be read
   */
  Optional<String> reason(Stored clip) {
    Optional<String> named =
        entries.stream()
            .filter(entry -> entry.isCalled(clip.name()))
            .findFirst()
            .map(
                _ ->
                    "is held out by %s, to validate with: exclude it, or rename it if it is another clip"
                        .formatted(file));
    return named.isPresent() || !(clip instanceof Stored.Unpackable unpackable)
        ? named
        : sameContents(unpackable);
  }

  private Optional<String> sameContents(Stored.Unpackable clip) {
    if (entries.stream().allMatch(entry -> entry.sha256().isEmpty())) {
      return Optional.empty();
    }
    Optional<String> sum = Optional.of(sha256(clip.file()));
    return entries.stream()
        .filter(entry -> entry.sha256().equals(sum))
        .findFirst()
        .map(
            entry ->
                "is %s under another name, which %s holds out, to validate with: exclude it"
                    .formatted(entry.name(), file));
  }

  /** Of the contents, in hexadecimal digits. */
  static String sha256(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new EdvrException(
          Category.INPUT, "%s: can't be read: %s".formatted(file, FileFailure.reason(e)), e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
