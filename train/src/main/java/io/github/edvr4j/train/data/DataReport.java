package io.github.edvr4j.train.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Collectors;

/**
 * What a dataset consists of, and what is wrong with it.
 *
 * @param parts one for each source
 * @param problems in no order of importance
 */
public record DataReport(List<Part> parts, List<Problem> problems) {

  public DataReport {
    parts = List.copyOf(parts);
    problems = List.copyOf(problems);
  }

  /**
   * The clips of one source.
   *
   * @param name the path of its section, or of its folder
   * @param clips whole ones, before videos are cut into scenes
   * @param frames of the high clips, as their containers say where nothing was decoded
   * @param counted whether all clips say how many frames they have; raw streams don't
   * @param minutes how long the videos among them last
   * @param smallest the size with the fewest pixels, before any reduction
   * @param largest the size with the most pixels
   * @param pairs how many clips have a low one beside them
   * @param scales how many times larger the high ones are than those, after any reduction
   * @param unlisted how many clips are there that the section's list doesn't name
   */
  public record Part(
      String name,
      int clips,
      long frames,
      boolean counted,
      double minutes,
      Optional<Size> smallest,
      Optional<Size> largest,
      int pairs,
      SortedSet<Integer> scales,
      int unlisted) {}

  /**
   * @param where a file, clip or option
   * @param what is wrong with it
   */
  public record Problem(String where, String what) {}

  /** Whether nothing is wrong. */
  public boolean sound() {
    return problems.isEmpty();
  }

  /** The report for people, every problem in a line of its own. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Part part : parts) {
      lines.add(part.name());
      lines.add("  clips   " + part.clips());
      lines.add(
          "  frames  %s%d%s"
              .formatted(part.counted() ? "" : "at least ", part.frames(), length(part.minutes())));
      sizes(part).ifPresent(sizes -> lines.add("  sizes   " + sizes));
      lines.add("  low     " + low(part));
      if (part.unlisted() > 0) {
        lines.add("  beside  %d not listed by meta_info_file".formatted(part.unlisted()));
      }
    }
    if (sound()) {
      lines.add("nothing is wrong");
      return lines;
    }
    lines.add(problems.size() == 1 ? "1 problem" : problems.size() + " problems");
    int width = problems.stream().mapToInt(problem -> problem.where().length()).max().orElse(0);
    for (Problem problem : problems) {
      lines.add(
          "  %s  %s"
              .formatted(
                  problem.where() + " ".repeat(width - problem.where().length()), problem.what()));
    }
    return lines;
  }

  private static String length(double minutes) {
    return minutes == 0 ? "" : String.format(Locale.ROOT, " (%.1f minutes of video)", minutes);
  }

  private static Optional<String> sizes(Part part) {
    return part.smallest()
        .flatMap(
            small ->
                part.largest()
                    .map(large -> small.equals(large) ? small.toString() : small + " to " + large));
  }

  private static String low(Part part) {
    if (part.pairs() == 0) {
      return "made from the high ones";
    }
    String scales = part.scales().stream().map(String::valueOf).collect(Collectors.joining(", "));
    return part.scales().isEmpty()
        ? "given for %d".formatted(part.pairs())
        : "given for %d, smaller by %s".formatted(part.pairs(), scales);
  }
}
