package io.github.edvr4j.train.data;

import io.github.edvr4j.train.options.Limits;
import io.github.edvr4j.train.options.Section;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * One section of an option file that says where clips are.
 *
 * @param path of the section, for messages
 * @param pairs what was found, without what the section excludes
 * @param window how many frames a network takes
 * @param reduction how many pixels of the high clips become one, along each side
 * @param mostFrames how many frames of a clip are used
 * @param weight how often it is drawn from, beside others
 */
record Dataset(
    String path,
    Layout layout,
    List<StoredPair> pairs,
    int window,
    int reduction,
    int mostFrames,
    double weight) {

  private static final Set<String> REDS4 = Set.of("000", "011", "015", "020");

  /**
   * The datasets of a {@code train} or {@code val} section: those of its {@code sources}, or
   * itself.
   *
   * @param window how many frames the network takes, where no {@code num_frame} says it
   * @throws io.github.edvr4j.EdvrException (USAGE) if an option is wrong or names what isn't there
   */
  static List<Dataset> all(Section section, int window, Faults faults) {
    int frames = section.integer("num_frame", window);
    return sections(section).stream().map(one -> of(one, frames, faults)).toList();
  }

  /** Those that name clips. */
  static List<Section> sections(Section section) {
    if (!section.has("sources")) {
      return List.of(section);
    }
    Section sources = section.requiredSection("sources");
    if (sources.keys().isEmpty()) {
      throw section.invalid("sources", "is empty");
    }
    return sources.keys().stream().map(sources::requiredSection).toList();
  }

  private static Dataset of(Section section, int window, Faults faults) {
    section.passOver("name");
    Layout layout = Layout.of(section);
    requireKnownBackend(section);
    int frames = Limits.atLeast(1, section, "num_frame", window);
    return new Dataset(
        section.pathOf("type").replaceFirst(":?type$", ""),
        layout,
        wanted(section, layout, found(section, layout, frames, faults)),
        frames,
        Limits.atLeast(1, section, "gt_reduce", 1),
        Limits.atLeast(1, section, "max_frames", Integer.MAX_VALUE),
        Limits.above(0, section, "weight", 1));
  }

  private static void requireKnownBackend(Section section) {
    section
        .section("io_backend")
        .ifPresent(
            backend -> {
              String type = backend.requiredText("type");
              if (!Set.of("disk", "lmdb").contains(type)) {
                throw backend.invalid("type", type + " is not supported; disk and lmdb are");
              }
            });
  }

  private static List<StoredPair> found(Section section, Layout layout, int window, Faults faults) {
    List<Path> high = Roots.of(section, "dataroot_gt");
    List<Path> low = Roots.of(section, "dataroot_lq");
    if (high.isEmpty()) {
      section.requiredText("dataroot_gt");
    }
    if (!low.isEmpty() && low.size() != high.size()) {
      throw section.invalid(
          "dataroot_lq", "names %d places, and dataroot_gt %d".formatted(low.size(), high.size()));
    }
    if (section.has("meta_info_file")) {
      if (high.size() != 1) {
        throw section.invalid("meta_info_file", "can only be given with one dataroot_gt");
      }
      return ListedClips.pairs(
          section,
          layout,
          high.getFirst(),
          low.stream().findFirst().map(Roots::low),
          window,
          faults);
    }
    List<StoredPair> pairs = new ArrayList<>();
    for (int i = 0; i < high.size(); i++) {
      List<Stored> clips = below(layout, high.get(i));
      if (clips.isEmpty()) {
        throw section.invalid(
            "dataroot_gt",
            "there is no %s in %s"
                .formatted(
                    layout == Layout.PHOTOGRAPHS
                        ? "picture (PNG or JPEG)"
                        : "video and no folder of PNG or JPEG frames",
                    high.get(i)));
      }
      pairs.addAll(
          low.isEmpty()
              ? Pairing.alone(clips)
              : Pairing.pairs(section, clips, below(layout, Roots.low(low.get(i))), faults));
    }
    return pairs;
  }

  private static List<Stored> below(Layout layout, Path root) {
    return layout == Layout.PHOTOGRAPHS ? FoundClips.photographs(root) : FoundClips.clips(root);
  }

  private static List<StoredPair> wanted(Section section, Layout layout, List<StoredPair> found) {
    List<StoredPair> wanted = new ArrayList<>(found);
    if (layout == Layout.REDS) {
      leaveOutPartition(section, wanted);
    }
    for (String excluded : section.texts("exclude")) {
      if (!wanted.removeIf(pair -> isCalled(pair.name(), excluded))) {
        throw section.invalid("exclude", "no clip is called " + excluded);
      }
    }
    if (wanted.isEmpty()) {
      throw section.invalid("dataroot_gt", "no clip is left");
    }
    return wanted;
  }

  /** What BasicSR validates with is not trained on. */
  private static void leaveOutPartition(Section section, List<StoredPair> clips) {
    String partition = section.text("val_partition").orElse("REDS4");
    if (!Set.of("REDS4", "official").contains(partition)) {
      throw section.invalid("val_partition", partition + " is not known; REDS4 and official are");
    }
    boolean validation = section.flag("test_mode", false);
    clips.removeIf(pair -> isOf(partition, pair.name()) != validation);
  }

  private static boolean isOf(String partition, String clip) {
    String name = clip.split("/")[0];
    return partition.equals("REDS4") ? REDS4.contains(name) : name.matches("2[4-6]\\d");
  }

  /** By its path or file name, with or without extension, or a pattern of these. */
  private static boolean isCalled(String name, String pattern) {
    String last = name.substring(name.lastIndexOf('/') + 1);
    Optional<PathMatcher> matcher = matcher(pattern);
    return Stream.of(name, last, FileKinds.stem(name), FileKinds.stem(last))
        .anyMatch(
            text ->
                text.equals(pattern)
                    || matcher.filter(patterns -> patterns.matches(Path.of(text))).isPresent());
  }

  /** Nothing for a name such as {@code clip[1}, which is no pattern. */
  private static Optional<PathMatcher> matcher(String pattern) {
    try {
      return Optional.of(FileSystems.getDefault().getPathMatcher("glob:" + pattern));
    } catch (PatternSyntaxException e) {
      return Optional.empty();
    }
  }

  /**
   * What has to be there of a pair's high clip: of Vimeo-90K only the frame that a window is made
   * for, which is all that BasicSR writes to an LMDB.
   */
  Stored targets(StoredPair pair) {
    return layout == Layout.VIMEO
            && pair.low().isPresent()
            && pair.high() instanceof Stored.Pictures(String name, PictureFiles files)
        ? new Stored.Pictures(name, new CentrePicture(files))
        : pair.high();
  }
}
