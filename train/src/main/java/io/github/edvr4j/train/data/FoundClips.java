package io.github.edvr4j.train.data;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.files.FileFailure;
import io.github.edvr4j.video.NaturalOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Looks for the clips below a path. A folder with videos holds those, a folder with pictures is a
 * clip, any other folder holds what its folders hold. An LMDB of BasicSR's is a folder of folders.
 */
final class FoundClips {
  static final Comparator<Path> BY_NAME =
      Comparator.comparing(FileKinds::name, NaturalOrder.INSTANCE);

  private FoundClips() {}

  /** The clips at and below a path, in the natural order of their names. */
  static List<Stored> clips(Path root) {
    if (Lmdb.isOne(root)) {
      return Lmdb.open(root).clips();
    }
    if (Files.isRegularFile(root)) {
      return List.of(new Stored.Video(FileKinds.name(root), root));
    }
    List<Stored> found = new ArrayList<>();
    addClips(root, "", found);
    return found;
  }

  /** The clips in a folder below a root; their names begin at the root. */
  static List<Stored> clips(Path root, String folder) {
    List<Stored> found = new ArrayList<>();
    addClips(root.resolve(folder), folder + "/", found);
    return found;
  }

  private static void addClips(Path folder, String prefix, List<Stored> found) {
    List<Path> entries = entries(folder);
    List<Path> videos = entries.stream().filter(FileKinds::isVideo).toList();
    List<String> pictures =
        entries.stream().filter(FileKinds::isPicture).map(FileKinds::name).toList();
    for (Path video : videos) {
      found.add(new Stored.Video(prefix + FileKinds.name(video), video));
    }
    if (videos.isEmpty() && !pictures.isEmpty()) {
      String name = prefix.isEmpty() ? FileKinds.name(folder) : prefix.replaceFirst("/$", "");
      found.add(new Stored.Pictures(name, new FolderPictures(folder, pictures)));
    }
    for (Path entry : entries) {
      if (Files.isDirectory(entry)) {
        addClips(entry, prefix + FileKinds.name(entry) + "/", found);
      }
    }
  }

  /** All pictures at and below a path, each for itself. */
  static List<Stored> photographs(Path root) {
    if (Files.isRegularFile(root)) {
      return List.of(new Stored.Photograph(FileKinds.name(root), root));
    }
    List<Stored> found = new ArrayList<>();
    addPhotographs(root, "", found);
    return found;
  }

  private static void addPhotographs(Path folder, String prefix, List<Stored> found) {
    for (Path entry : entries(folder)) {
      String name = prefix + FileKinds.name(entry);
      if (Files.isDirectory(entry)) {
        addPhotographs(entry, name + "/", found);
      } else if (FileKinds.isPicture(entry)) {
        found.add(new Stored.Photograph(name, entry));
      }
    }
  }

  private static List<Path> entries(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(entry -> !FileKinds.isHidden(entry)).sorted(BY_NAME).toList();
    } catch (IOException e) {
      throw new EdvrException(
          Category.INPUT,
          "%s: the folder can't be read: %s".formatted(folder, FileFailure.reason(e)),
          e);
    }
  }
}
