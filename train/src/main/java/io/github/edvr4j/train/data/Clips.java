package io.github.edvr4j.train.data;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.train.options.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The clips that an option file names, ready to be read.
 *
 * <p>Beside BasicSR's types of datasets there are {@code ClipDataset}, for videos and folders of
 * frames, {@code PhotoDataset}, for single pictures, and {@code MovingPhotoDataset}, for pictures
 * that are moved to validate with ({@link MovedPhotographOptions}); beside its keys there are
 * {@code gt_reduce} (the high clips are made smaller by that factor), {@code max_frames} (of each
 * clip), {@code exclude} (names of clips), {@code held_out} (lists of files that a training
 * refuses), {@code cache_dir} and {@code cache_limit} (in GB, for what is unpacked), and {@code
 * sources}: named datasets of which each has a {@code weight}.
 */
public final class Clips {

  private final List<Dataset> datasets;
  private final Optional<MovedPhotographOptions> moved;
  private final HeldOutLists heldOut;
  private final ClipOpener opener;
  private final Consumer<String> notes;

  private Clips(
      List<Dataset> datasets,
      Optional<MovedPhotographOptions> moved,
      HeldOutLists heldOut,
      ClipOpener opener,
      Consumer<String> notes) {
    this.datasets = datasets;
    this.moved = moved;
    this.heldOut = heldOut;
    this.opener = opener;
    this.notes = notes;
  }

  /**
   * Finds the clips; reads all options but nothing of the frames.
   *
   * @param dataset such as {@code datasets:train}
   * @param window frames that the network takes, where the section has no {@code num_frame}
   * @param notes is told what takes time and what is left out, line by line
   * @throws EdvrException (USAGE) if an option is wrong or names what isn't there
   */
  public static Clips of(Section dataset, int window, Consumer<String> notes) {
    return new Clips(
        Dataset.all(dataset, window, Faults.FATAL),
        MovedPhotographOptions.of(dataset),
        HeldOutLists.of(dataset),
        ClipOpener.of(dataset, notes),
        notes);
  }

  /**
   * What to train on: videos are cut into scenes, and clips that are shorter than a window are left
   * out.
   *
   * @throws EdvrException (USAGE) if a clip is held out, (INPUT) if clips can't be read or take too
   *     much disk, (OUTPUT) if the cache can't be written
   */
  public List<Source> forTraining() {
    heldOut.requireNone(datasets);
    opener.announce(datasets);
    return datasets.stream().map(this::source).toList();
  }

  private Source source(Dataset dataset) {
    List<ClipPair> clips = new ArrayList<>();
    int tooShort = 0;
    boolean photographs = dataset.layout() == Layout.PHOTOGRAPHS;
    for (ClipPair pair : opener.scenes(dataset)) {
      if (photographs || pair.high().frames() >= dataset.window()) {
        clips.add(pair);
      } else {
        tooShort++;
      }
    }
    if (tooShort > 0) {
      notes.accept(
          "%s: left out as shorter than %d frames: %d of %d clips and scenes"
              .formatted(dataset.path(), dataset.window(), tooShort, tooShort + clips.size()));
    }
    if (clips.isEmpty()) {
      throw new EdvrException(
          Category.INPUT,
          "%s: no clip has the %d frames of a window".formatted(dataset.path(), dataset.window()));
    }
    return new Source(clips, dataset.weight(), photographs);
  }

  /**
   * What to validate with: whole clips, however short, or what becomes of photographs that are
   * moved.
   *
   * @throws EdvrException as {@link #forTraining} does
   */
  public List<ClipPair> forValidation() {
    opener.announce(datasets);
    List<ClipPair> whole = datasets.stream().flatMap(one -> opener.whole(one).stream()).toList();
    return moved.map(options -> options.clips(whole)).orElse(whole);
  }
}
