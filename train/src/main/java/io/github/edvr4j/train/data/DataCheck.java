package io.github.edvr4j.train.data;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.train.data.DataReport.Part;
import io.github.edvr4j.train.data.DataReport.Problem;
import io.github.edvr4j.train.options.Section;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;

/** Looks through data before a training does. */
public final class DataCheck {

  /** A pair: its high half, and how many times larger that is than the low one. */
  private record Checked(ClipFindings high, OptionalInt scale, List<Problem> problems) {}

  private final ClipInspection inspection;
  private final List<Problem> problems = new ArrayList<>();
  private final List<Part> parts = new ArrayList<>();

  private DataCheck(boolean full) {
    inspection = new ClipInspection(full);
  }

  /**
   * Checks what a section of an option file names.
   *
   * @param dataset such as {@code datasets:train}
   * @param window frames that the network takes, where the section has no {@code num_frame}
   * @param full whether every frame is decoded, on all cores; else only the heads of files are read
   * @throws EdvrException (USAGE) if an option is wrong, (INPUT) if a folder can't be read
   */
  public static DataReport run(Section dataset, int window, boolean full) {
    DataCheck check = new DataCheck(full);
    // Nothing is unpacked here, but what is said about it should be right.
    ClipOpener.of(dataset, note -> {});
    List<Dataset> datasets =
        Dataset.all(
            dataset,
            window,
            (section, key, what) -> check.problems.add(new Problem(section.pathOf(key), what)));
    check.problems.addAll(HeldOutLists.of(dataset).problems(datasets));
    List<Section> sections = Dataset.sections(dataset);
    for (int i = 0; i < datasets.size(); i++) {
      check.add(datasets.get(i), unlisted(sections.get(i)));
    }
    return new DataReport(check.parts, check.problems);
  }

  /**
   * Checks videos and folders of frames, wherever they are found below some places.
   *
   * @param full whether every frame is decoded, on all cores; else only the heads of files are read
   * @throws EdvrException (INPUT) if a folder can't be read
   */
  public static DataReport run(List<Path> places, boolean full) {
    DataCheck check = new DataCheck(full);
    for (Path place : places) {
      List<StoredPair> clips = Pairing.alone(FoundClips.clips(place));
      if (clips.isEmpty()) {
        check.problems.add(
            new Problem(place.toString(), "there is no video and no folder of PNG or JPEG frames"));
      }
      check.add(new Dataset(place.toString(), Layout.CLIPS, clips, 1, 1, Integer.MAX_VALUE, 1), 0);
    }
    return new DataReport(check.parts, check.problems);
  }

  private static int unlisted(Section section) {
    return section.has("meta_info_file")
        ? ListedClips.unlisted(section, Roots.of(section, "dataroot_gt").getFirst()).size()
        : 0;
  }

  private void add(Dataset dataset, int unlisted) {
    List<Checked> checked =
        dataset.pairs().parallelStream().map(pair -> check(pair, dataset)).toList();
    checked.forEach(one -> problems.addAll(one.problems()));
    List<ClipFindings> high = checked.stream().map(Checked::high).toList();
    SortedSet<Integer> scales = new TreeSet<>();
    checked.forEach(one -> one.scale().ifPresent(scales::add));
    Comparator<Size> byPixels = Comparator.comparingLong(Size::bytes);
    List<Size> sizes = high.stream().flatMap(one -> one.size().stream()).toList();
    parts.add(
        new Part(
            dataset.path(),
            high.size(),
            high.stream().mapToLong(ClipFindings::frames).sum(),
            high.stream().allMatch(one -> one.frames() > 0),
            high.stream().mapToDouble(ClipFindings::minutes).sum(),
            sizes.stream().min(byPixels),
            sizes.stream().max(byPixels),
            (int) dataset.pairs().stream().filter(pair -> pair.low().isPresent()).count(),
            scales,
            unlisted));
    if (scales.size() > 1) {
      problems.add(
          new Problem(dataset.path(), "the low clips are smaller by different scales: " + scales));
    }
  }

  private Checked check(StoredPair pair, Dataset dataset) {
    ClipFindings high = inspection.of(dataset.targets(pair));
    List<Problem> found = new ArrayList<>(high.problems());
    if (pair.low().isEmpty()) {
      tooShort(pair, high, dataset).ifPresent(found::add);
      return new Checked(high, OptionalInt.empty(), found);
    }
    ClipFindings low = inspection.of(pair.low().get());
    found.addAll(low.problems());
    tooShort(pair, low, dataset).ifPresent(found::add);
    if (dataset.layout() != Layout.VIMEO
        && high.frames() * low.frames() > 0
        && high.frames() != low.frames()) {
      found.add(
          new Problem(
              pair.name(),
              "has %d frames, and its low one has %d".formatted(high.frames(), low.frames())));
    }
    OptionalInt scale = OptionalInt.empty();
    if (high.size().isPresent() && low.size().isPresent()) {
      Size size = high.size().get().reduced(dataset.reduction());
      scale = scale(size, low.size().get());
      if (scale.isEmpty()) {
        found.add(
            new Problem(
                pair.name(),
                "is %s, which is no multiple of its low one's %s"
                    .formatted(size, low.size().get())));
      }
    }
    return new Checked(high, scale, found);
  }

  private static Optional<Problem> tooShort(StoredPair pair, ClipFindings clip, Dataset dataset) {
    return clip.frames() > 0
            && clip.frames() < dataset.window()
            && dataset.layout() != Layout.PHOTOGRAPHS
        ? Optional.of(
            new Problem(
                pair.name(),
                "has %d frames; a window needs %d".formatted(clip.frames(), dataset.window())))
        : Optional.empty();
  }

  private static OptionalInt scale(Size high, Size low) {
    int scale = high.height() / low.height();
    return scale > 0 && low.height() * scale == high.height() && low.width() * scale == high.width()
        ? OptionalInt.of(scale)
        : OptionalInt.empty();
  }
}
