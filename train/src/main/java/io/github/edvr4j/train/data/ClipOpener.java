package io.github.edvr4j.train.data;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.train.options.Limits;
import io.github.edvr4j.train.options.Section;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Makes readable clips of stored ones. */
final class ClipOpener {
  private static final double DEFAULT_LIMIT = 20;

  /** How many of a dataset's clips may be unreadable as a whole. */
  private static final int DAMAGED_PERCENT = 10;

  private final FrameCache cache;
  private final Consumer<String> notes;

  private ClipOpener(FrameCache cache, Consumer<String> notes) {
    this.cache = cache;
    this.notes = notes;
  }

  /**
   * @param section with {@code cache_dir} and {@code cache_limit}
   */
  static ClipOpener of(Section section, Consumer<String> notes) {
    Path folder =
        section
            .path("cache_dir")
            .orElseGet(() -> defaultFolder(name -> Optional.ofNullable(System.getenv(name))));
    double gigabytes = Limits.atLeast(0, section, "cache_limit", DEFAULT_LIMIT);
    return new ClipOpener(new FrameCache(folder, (long) (gigabytes * 1e9), notes), notes);
  }

  /** As the XDG base directories are meant: a relative one doesn't count. */
  static Path defaultFolder(Function<String, Optional<String>> environment) {
    return environment
        .apply("XDG_CACHE_HOME")
        .map(Path::of)
        .filter(Path::isAbsolute)
        .or(() -> environment.apply("LOCALAPPDATA").map(Path::of).filter(Path::isAbsolute))
        .orElse(Path.of(System.getProperty("user.home"), ".cache"))
        .resolve("edvr4j")
        .resolve("frames");
  }

  /** Says how much disk all of them take before the first is unpacked. */
  void announce(List<Dataset> datasets) {
    List<Unpacking> wanted = new ArrayList<>();
    for (Dataset dataset : datasets) {
      for (StoredPair pair : dataset.pairs()) {
        if (pair.high() instanceof Stored.Unpackable high) {
          wanted.add(unpacking(high, dataset, dataset.reduction()));
        }
        if (pair.low().isPresent() && pair.low().get() instanceof Stored.Unpackable low) {
          wanted.add(unpacking(low, dataset, 1));
        }
      }
    }
    cache.announce(wanted);
  }

  /**
   * Each clip as a whole.
   *
   * @throws EdvrException (INPUT) if one can't be read
   */
  List<ClipPair> whole(Dataset dataset) {
    return dataset.pairs().stream().map(pair -> open(pair, dataset).pair()).toList();
  }

  /**
   * Each scene for itself. Clips that can't be opened are named and left out: one, or up to a tenth
   * of the dataset. Damaged frames of a folder show only when they are read, and are limited by
   * {@code damaged_limit}.
   *
   * @throws EdvrException (INPUT) if more can't be opened
   */
  List<ClipPair> scenes(Dataset dataset) {
    List<ClipPair> scenes = new ArrayList<>();
    int all = dataset.pairs().size();
    int damaged = 0;
    for (StoredPair pair : dataset.pairs()) {
      try {
        scenes.addAll(open(pair, dataset).parts());
      } catch (EdvrException e) {
        damaged++;
        if (e.category() != Category.INPUT || all == 1) {
          throw e;
        }
        if (damaged > 1 && damaged * 100 > all * DAMAGED_PERCENT) {
          throw new EdvrException(
              Category.INPUT,
              "%s: more than %d %% of its %d clips can't be read, the last: %s"
                  .formatted(dataset.path(), DAMAGED_PERCENT, all, e.getMessage()),
              e);
        }
        notes.accept(e.getMessage() + "; it is left out");
      }
    }
    return scenes;
  }

  private OpenedPair open(StoredPair pair, Dataset dataset) {
    Opened high = open(pair.high(), dataset, dataset.reduction());
    Optional<Clip> low = pair.low().map(stored -> open(stored, dataset, 1).clip());
    low.filter(clip -> clip.frames() != high.clip().frames())
        .ifPresent(
            clip -> {
              throw new EdvrException(
                  Category.INPUT,
                  "%s: has %d frames, and %s, its low-resolution one, has %d"
                      .formatted(pair.name(), high.clip().frames(), clip.name(), clip.frames()));
            });
    return new OpenedPair(new ClipPair(high.clip(), low), high.scenes());
  }

  private Opened open(Stored stored, Dataset dataset, int reduction) {
    return switch (stored) {
      case Stored.Pictures(String name, PictureFiles frames) ->
          new Opened(pictures(name, frames, dataset, reduction), List.of(0));
      case Stored.Unpackable unpackable -> cache.open(unpacking(unpackable, dataset, reduction));
    };
  }

  private static Clip pictures(String name, PictureFiles frames, Dataset dataset, int reduction) {
    Clip stored = new PictureClip(name, frames);
    Clip clip = reduction == 1 ? stored : new ReducedClip(stored, reduction);
    return clip.frames() <= dataset.mostFrames()
        ? clip
        : new ClipPart(name, clip, 0, dataset.mostFrames());
  }

  private static Unpacking unpacking(Stored.Unpackable clip, Dataset dataset, int reduction) {
    return new Unpacking(clip, reduction, dataset.mostFrames());
  }
}
