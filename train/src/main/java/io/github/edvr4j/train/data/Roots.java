package io.github.edvr4j.train.data;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.files.FileFailure;
import io.github.edvr4j.train.options.Section;
import io.github.edvr4j.train.options.UserPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** The files and folders that an option names: paths and patterns such as {@code clips/*.mp4}. */
final class Roots {
  private static final Pattern WILD = Pattern.compile("[*?\\[{]");
  private static final Pattern SCALE_FOLDER = Pattern.compile("[xX]\\d");

  private Roots() {}

  /**
   * All that one key names; empty if it has no value.
   *
   * @throws EdvrException (USAGE) if something isn't there
   */
  static List<Path> of(Section section, String key) {
    List<Path> roots = new ArrayList<>();
    for (String text : section.texts(key)) {
      roots.addAll(expanded(section, key, text));
    }
    return roots;
  }

  private static List<Path> expanded(Section section, String key, String text) {
    try {
      if (!WILD.matcher(text).find()) {
        Path root = UserPath.of(text);
        if (!Files.exists(root)) {
          throw section.invalid(key, text + " is not there");
        }
        return List.of(root);
      }
      List<Path> matching = matching(text);
      if (matching.isEmpty()) {
        throw section.invalid(key, "nothing matches " + text);
      }
      return matching;
    } catch (InvalidPathException | PatternSyntaxException e) {
      throw section.invalid(key, text + " is no path and no pattern such as clips/*.mp4");
    } catch (UncheckedIOException e) {
      throw unreadable(section, key, text, FileFailure.reason(e));
    } catch (IOException e) {
      throw unreadable(section, key, text, FileFailure.reason(e));
    }
  }

  private static EdvrException unreadable(Section section, String key, String text, String why) {
    return section.invalid(key, "%s can't be read: %s".formatted(text, why));
  }

  private static List<Path> matching(String pattern) throws IOException {
    int wild = pattern.length();
    var found = WILD.matcher(pattern);
    if (found.find()) {
      wild = found.start();
    }
    int slash = pattern.lastIndexOf('/', wild);
    Path folder = UserPath.of(slash < 0 ? "." : pattern.substring(0, slash + 1));
    PathMatcher matcher =
        FileSystems.getDefault().getPathMatcher("glob:" + pattern.substring(slash + 1));
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    // The folder may be a link, which a walk doesn't follow.
    Path real = folder.toRealPath();
    try (Stream<Path> below = Files.walk(real)) {
      return below
          .map(real::relativize)
          .filter(matcher::matches)
          .map(folder::resolve)
          .sorted(FoundClips.BY_NAME)
          .toList();
    }
  }

  /**
   * REDS has its low-resolution clips in {@code train_sharp_bicubic/X4}, option files often not.
   */
  static Path low(Path root) {
    try (Stream<Path> entries = Files.isDirectory(root) ? Files.list(root) : Stream.empty()) {
      List<Path> folders = entries.filter(Files::isDirectory).limit(2).toList();
      return folders.size() == 1
              && SCALE_FOLDER.matcher(FileKinds.name(folders.getFirst())).matches()
          ? folders.getFirst()
          : root;
    } catch (IOException e) {
      return root;
    }
  }
}
