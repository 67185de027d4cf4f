package io.github.edvr4j.train.data;

import io.github.edvr4j.train.options.Section;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The clips that a meta-info file names. */
final class ListedClips {
  private static final Pattern TEMPLATE = Pattern.compile("(?:0?[1-9])?d");
  private static final int SEPTUPLET = 7;

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
   * @throws io.github.edvr4j.EdvrException (USAGE) if the file can't be read or a clip isn't there
   */
  static List<StoredPair> pairs(
      Section section, Layout layout, Path high, Optional<Path> low, int window) {
    ListedClips listed = new ListedClips(section, layout, high, window);
    List<Stored> highClips = listed.below("dataroot_gt", high);
    if (low.isEmpty()) {
      return Pairing.alone(highClips);
    }
    List<Stored> lowClips = listed.below("dataroot_lq", low.get());
    return IntStream.range(0, highClips.size())
        .mapToObj(i -> new StoredPair(highClips.get(i), Optional.of(lowClips.get(i))))
        .toList();
  }

  private List<Stored> below(String key, Path root) {
    if (Lmdb.isOne(root)) {
      Lmdb database = Lmdb.open(root);
      return entries.stream().map(entry -> inDatabase(key, database, entry)).toList();
    }
    List<MetaInfo.Entry> missing =
        entries.stream().filter(entry -> !Files.isDirectory(root.resolve(entry.name()))).toList();
    if (!missing.isEmpty()) {
      throw section.invalid(
          key,
          "%d of the %d clips that meta_info_file lists are not in %s, such as %s"
              .formatted(missing.size(), entries.size(), root, missing.getFirst().name()));
    }
    return entries.stream().map(entry -> inFolder(key, root, entry)).toList();
  }

  private Stored inDatabase(String key, Lmdb database, MetaInfo.Entry entry) {
    return numbered(entry)
        .<Stored>map(
            stems ->
                new Stored.Pictures(
                    entry.name(),
                    new LmdbPictures(
                        database, stems.stream().map(stem -> entry.name() + "/" + stem).toList())))
        .orElseGet(() -> named(key, entry, database.clips()));
  }

  private Stored inFolder(String key, Path root, MetaInfo.Entry entry) {
    return numbered(entry)
        .<Stored>map(
            stems ->
                new Stored.Pictures(
                    entry.name(),
                    new FolderPictures(
                        root.resolve(entry.name()),
                        stems.stream().map(stem -> (stem + extension).intern()).toList())))
        .orElseGet(() -> named(key, entry, FoundClips.clips(root, entry.name())));
  }

  private Stored named(String key, MetaInfo.Entry entry, List<Stored> clips) {
    return clips.stream()
        .filter(clip -> clip.name().equals(entry.name()))
        .findFirst()
        .orElseThrow(
            () -> section.invalid(key, "there are no PNG or JPEG frames of clip " + entry.name()));
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
