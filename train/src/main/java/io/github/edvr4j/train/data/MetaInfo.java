package io.github.edvr4j.train.data;

import io.github.edvr4j.files.FileFailure;
import io.github.edvr4j.train.options.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * A list of clips as BasicSR has it: {@code 000 100 (720,1280,3)}, {@code 00001/0001 7
 * (256,448,3)}, or names alone. The size is not looked at: the pictures say theirs.
 */
final class MetaInfo {
  private static final int REDS_FRAMES = 100;

  /** Eleven hours of film: a longer clip is a slip of the pen. */
  private static final int MOST_FRAMES = 1_000_000;

  // Whoever has the data but not BasicSR's sources lacks these few lines.
  private static final Map<String, List<Integer>> REDS =
      Map.of(
          "meta_info_REDS_GT.txt", IntStream.range(0, 270).boxed().toList(),
          "meta_info_REDS4_test_GT.txt", List.of(0, 11, 15, 20),
          "meta_info_REDSofficial4_test_GT.txt", List.of(240, 241, 246, 257),
          "meta_info_REDSval_official_test_GT.txt", IntStream.range(240, 270).boxed().toList());

  private static final Map<String, String> VIMEO =
      Map.of(
          "meta_info_Vimeo90K_train_GT.txt", "sep_trainlist.txt",
          "meta_info_Vimeo90K_test_GT.txt", "sep_testlist.txt");

  private MetaInfo() {}

  /**
   * One line of the list.
   *
   * @param frames how many the clip has, if the line says it
   * @param first the number of its first frame
   */
  record Entry(String name, OptionalInt frames, int first) {}

  /**
   * The clips that {@code meta_info_file} lists. Where BasicSR's own file isn't there, the clips of
   * REDS are known, and those of Vimeo-90K are in the lists that come with it.
   *
   * @param root of the clips
   * @throws io.github.edvr4j.EdvrException (USAGE) if the file can't be read or a line makes no
   *     sense
   */
  static List<Entry> read(Section section, String key, Path root) {
    Path file = section.requiredPath(key);
    String name = FileKinds.name(file);
    if (Files.notExists(file) && REDS.containsKey(name)) {
      return REDS.getOrDefault(name, List.of()).stream()
          .map(
              clip ->
                  new Entry(
                      String.format(Locale.ROOT, "%03d", clip), OptionalInt.of(REDS_FRAMES), 0))
          .toList();
    }
    Path list = root.toAbsolutePath().resolveSibling(VIMEO.getOrDefault(name, name));
    if (Files.notExists(file) && Files.exists(list)) {
      file = list;
    }
    try {
      return Files.readAllLines(file).stream()
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .map(line -> entry(section, key, line))
          .toList();
    } catch (IOException e) {
      throw section.invalid(
          key,
          "%s can't be read (%s); without this key, all clips are taken"
              .formatted(file, FileFailure.reason(e)));
    }
  }

  private static Entry entry(Section section, String key, String line) {
    String[] parts = line.split("\\s+");
    if (!FileKinds.staysBelow(parts[0])) {
      throw section.invalid(key, "its line \"%s\" leads out of the clips' folder".formatted(line));
    }
    try {
      OptionalInt frames =
          parts.length > 1 ? OptionalInt.of(Integer.parseInt(parts[1])) : OptionalInt.empty();
      int first = parts.length > 3 ? Integer.parseInt(parts[3]) : 0;
      int count = frames.orElse(1);
      if (count < 1 || count > MOST_FRAMES || first < 0 || first > Integer.MAX_VALUE - count) {
        throw section.invalid(
            key,
            "its line \"%s\" should say 1 to %,d frames, numbered from 0 or more on"
                .formatted(line, MOST_FRAMES));
      }
      return new Entry(parts[0], frames, first);
    } catch (NumberFormatException e) {
      throw section.invalid(
          key, "its line \"%s\" is not like \"000 100 (720,1280,3)\"".formatted(line));
    }
  }
}
