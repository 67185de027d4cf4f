package io.github.edvr4j.train.data;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.files.FileFailure;
import io.github.edvr4j.train.options.Section;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The clips that a meta-info file names. */
final class ListedClips {
  private static final Pattern TEMPLATE = Pattern.compile("(?:0?[1-9])?d");
  private static final int SEPTUPLET = 7;
  private static final int SHOWN = 5;

  private final Section section;
  private final List<MetaInfo.Entry> entries;
  private final Layout layout;
  private final int window;
  private final String template;
  private final String extension;

  private ListedClips(Section section, Layout layout, Path root, int window) {
    this.section = section;
    this.layout = layout;
    this.window = window;
    template = section.text("filename_tmpl").orElse("08d");
    if (!TEMPLATE.matcher(template).matches()) {
      throw section.invalid("filename_tmpl", "expected one such as 08d, got " + template);
    }
    if (layout == Layout.VIMEO && window > SEPTUPLET) {
      throw section.invalid("num_frame", "clips of Vimeo-90K have 7 frames, not " + window);
    }
    extension = "." + section.text("filename_ext").orElse("png");
    entries = MetaInfo.read(section, "meta_info_file", root);
  }

  /**
   * A clip that is listed but not there is left out, and is a fault.
   *
   * @throws io.github.edvr4j.EdvrException (USAGE) if the list can't be read
   */
  static List<StoredPair> pairs(
      Section section, Layout layout, Path high, Optional<Path> low, int window, Faults faults) {
    ListedClips listed = new ListedClips(section, layout, high, window);
    Map<String, Stored> highClips = listed.below("dataroot_gt", high, faults);
    if (low.isEmpty()) {
      return Pairing.alone(List.copyOf(highClips.values()));
    }
    Map<String, Stored> lowClips = listed.below("dataroot_lq", low.get(), faults);
    return highClips.values().stream()
        .map(clip -> new StoredPair(clip, Optional.ofNullable(lowClips.get(clip.name()))))
        .filter(pair -> pair.low().isPresent())
        .toList();
  }

  /** The clips below a root that the list doesn't name. */
  static List<String> unlisted(Section section, Path root) {
    Set<String> listed = new HashSet<>();
    int depth = 1;
    for (MetaInfo.Entry entry : MetaInfo.read(section, "meta_info_file", root)) {
      listed.add(entry.name());
      depth = Path.of(entry.name()).getNameCount();
    }
    return there(root, depth).filter(name -> !listed.contains(name)).sorted().toList();
  }

  private static Stream<String> there(Path root, int depth) {
    if (Lmdb.isOne(root)) {
      return Lmdb.open(root).clips().stream().map(Stored::name);
    }
    try (Stream<Path> folders = Files.find(root, depth, (path, facts) -> facts.isDirectory())) {
      return folders
          .map(root::relativize)
          .filter(path -> path.getNameCount() == depth && !path.toString().isEmpty())
          .map(path -> path.toString().replace('\\', '/'))
          .toList()
          .stream();
    } catch (UncheckedIOException e) {
      throw unreadable(root, FileFailure.reason(e), e);
    } catch (IOException e) {
      throw unreadable(root, FileFailure.reason(e), e);
    }
  }

  private static EdvrException unreadable(Path root, String why, Exception cause) {
    return new EdvrException(
        Category.INPUT, "%s: the folder can't be read: %s".formatted(root, why), cause);
  }

  /** By their names, in the order of the list. */
  private SequencedMap<String, Stored> below(String key, Path root, Faults faults) {
    SequencedMap<String, Stored> clips = new LinkedHashMap<>();
    List<String> missing = new ArrayList<>();
    Optional<Lmdb> database = Lmdb.isOne(root) ? Optional.of(Lmdb.open(root)) : Optional.empty();
    for (MetaInfo.Entry entry : entries) {
      Optional<Stored> clip =
          database.map(one -> inDatabase(one, entry)).orElseGet(() -> inFolder(root, entry));
      clip.ifPresentOrElse(
          found -> clips.put(entry.name(), found), () -> missing.add(entry.name()));
    }
    if (!missing.isEmpty()) {
      faults.add(
          section,
          key,
          "of the clips that meta_info_file lists, %d of %d are not in %s: %s"
              .formatted(missing.size(), entries.size(), root, shown(missing)));
    }
    return clips;
  }

  private static String shown(List<String> names) {
    return String.join(", ", names.subList(0, Math.min(SHOWN, names.size())))
        + (names.size() > SHOWN ? " …" : "");
  }

  private Optional<Stored> inDatabase(Lmdb database, MetaInfo.Entry entry) {
    return numbered(entry)
        .<Optional<Stored>>map(
            stems ->
                Optional.of(
                    new Stored.Pictures(
                        entry.name(),
                        new LmdbPictures(
                            database,
                            stems.stream().map(stem -> entry.name() + "/" + stem).toList()))))
        .orElseGet(() -> database.clip(entry.name()));
  }

  private Optional<Stored> inFolder(Path root, MetaInfo.Entry entry) {
    Path folder = root.resolve(entry.name());
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    return numbered(entry)
        .<Optional<Stored>>map(
            stems ->
                Optional.of(
                    new Stored.Pictures(
                        entry.name(),
                        new FolderPictures(
                            folder,
                            stems.stream().map(stem -> (stem + extension).intern()).toList()))))
        .orElseGet(
            () ->
                FoundClips.clips(root, entry.name()).stream()
                    .filter(clip -> clip.name().equals(entry.name()))
                    .findFirst());
  }

  /** The names of the frames without extension, where the list or the layout says how many. */
  private Optional<List<String>> numbered(MetaInfo.Entry entry) {
    if (layout == Layout.VIMEO) {
      // The target is always the fourth; a window takes as many on either side of it.
      int first = (SEPTUPLET + 2 - window) / 2;
      return Optional.of(
          IntStream.range(first, first + window).mapToObj(i -> ("im" + i).intern()).toList());
    }
    OptionalInt frames = layout == Layout.REDS ? entry.frames() : OptionalInt.empty();
    return frames.isEmpty()
        ? Optional.empty()
        : Optional.of(
            IntStream.range(entry.first(), entry.first() + frames.getAsInt())
                .mapToObj(i -> ("%" + template).formatted(i).intern())
                .toList());
  }
}
