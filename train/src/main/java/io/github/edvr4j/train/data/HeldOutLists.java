package io.github.edvr4j.train.data;

import io.github.edvr4j.train.data.DataReport.Problem;
import io.github.edvr4j.train.options.Section;
import io.github.edvr4j.train.options.UserPath;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The files that an option file's {@code held_out} names: what they list is kept to validate with,
 * and a training that reads it is refused.
 */
final class HeldOutLists {

  private static final String KEY = "held_out";

  private final Section section;
  private final List<HeldOutList> lists;

  private HeldOutLists(Section section, List<HeldOutList> lists) {
    this.section = section;
    this.lists = lists;
  }

  /**
   * Reads the lists, of which there may be none.
   *
   * @param section with {@code held_out}, one path or several
   * @throws io.github.edvr4j.EdvrException (USAGE) if one can't be read or is no list
   */
  static HeldOutLists of(Section section) {
    List<HeldOutList> lists = new ArrayList<>();
    for (String text : section.texts(KEY)) {
      try {
        Path file = UserPath.of(text);
        lists.add(HeldOutList.read(file, problem -> section.invalid(KEY, problem)));
      } catch (InvalidPathException e) {
        throw section.invalid(KEY, text + " is no path");
      }
    }
    return new HeldOutLists(section, lists);
  }

  /**
   * @throws io.github.edvr4j.EdvrException (USAGE) with the first clip that is held out
   */
  void requireNone(List<Dataset> datasets) {
    problems(datasets).stream()
        .findFirst()
        .ifPresent(
            problem -> {
              throw section.invalid(KEY, problem.where() + " " + problem.what());
            });
  }

  /** Every clip that is held out. */
  List<Problem> problems(List<Dataset> datasets) {
    if (lists.isEmpty()) {
      return List.of();
    }
    List<Problem> problems = new ArrayList<>();
    for (Dataset dataset : datasets) {
      for (StoredPair pair : dataset.pairs()) {
        lists.stream()
            .flatMap(list -> list.reason(pair.high()).stream())
            .findFirst()
            .ifPresent(reason -> problems.add(new Problem(pair.name(), reason)));
      }
    }
    return problems;
  }
}
