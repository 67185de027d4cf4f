package io.github.edvr4j.cli;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.files.FileFailure;
import io.github.edvr4j.video.FrameSink;
import io.github.edvr4j.video.FrameSource;
import io.github.edvr4j.video.ResumableOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A clip to restore, and where the result goes.
 *
 * @param input a video, a folder of pictures, or {@code -}
 * @param output a video, a folder ending in a slash, or {@code -}
 */
record Assignment(String input, String output) {

  /** Containers that the results of several inputs keep; others become {@code .mp4}. */
  private static final List<String> KEPT = List.of("mp4", "mkv", "mov", "webm");

  private static final List<String> WRITTEN = List.of("mp4", "mkv", "mov", "webm", "y4m");

  private static final Set<String> VIDEOS =
      Set.of(
          "mp4", "m4v", "mkv", "mov", "webm", "avi", "mpg", "mpeg", "ts", "m2ts", "mts", "wmv",
          "flv", "3gp", "ogv", "y4m", "264", "h264", "265", "hevc", "vob");

  /**
   * One input to one output.
   *
   * @throws EdvrException (USAGE) if the output can't or mustn't be written
   */
  static Assignment of(String input, String output, boolean overwrite) {
    Assignment one = new Assignment(input, output);
    one.check(overwrite);
    return one;
  }

  /**
   * Inputs, and the videos of folders of videos, each to one of its name in a folder.
   *
   * @throws EdvrException (USAGE) if one of them can't or mustn't be written
   */
  static List<Assignment> into(Path folder, List<String> inputs, boolean overwrite) {
    Map<String, String> sources = new HashMap<>();
    List<Assignment> all = new ArrayList<>();
    for (String input : inputs) {
      for (String clip : clips(input)) {
        String output = folder.resolve(outputName(clip)) + (isFolder(clip) ? "/" : "");
        String other = sources.put(output, clip);
        if (other != null) {
          throw new EdvrException(
              Category.USAGE,
              "%s and %s would both become %s; restore them into folders of their own"
                  .formatted(other, clip, output));
        }
        all.add(of(clip, output, overwrite));
      }
    }
    return all;
  }

  /** A folder that holds videos stands for them. */
  private static List<String> clips(String input) {
    List<String> videos = isFolder(input) ? videos(input) : List.of();
    return videos.isEmpty() ? List.of(input) : videos;
  }

  private static List<String> videos(String folder) {
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      return files
          .filter(file -> VIDEOS.contains(extension(file.toString())))
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .filter(Files::isRegularFile)
          .map(Path::toString)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new EdvrException(
          Category.INPUT,
          "cannot list the folder %s: %s".formatted(folder, FileFailure.reason(e)),
          e);
    }
  }

  private static String outputName(String clip) {
    Path name = Destination.path(clip).toAbsolutePath().normalize().getFileName();
    if (clip.equals(FrameSource.STANDARD_INPUT) || clip.contains("%") || name == null) {
      throw new EdvrException(
          Category.USAGE, "%s has no name to give to its output; use -o".formatted(clip));
    }
    String text = name.toString();
    int dot = text.lastIndexOf('.');
    if (isFolder(clip) || KEPT.contains(extension(text))) {
      return text;
    }
    return (dot <= 0 ? text : text.substring(0, dot)) + ".mp4";
  }

  private static String extension(String name) {
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  private static boolean isFolder(String input) {
    return !input.equals(FrameSource.STANDARD_INPUT) && Files.isDirectory(Destination.path(input));
  }

  /** A pattern of names like frames/%04d.png is looked at when it is opened. */
  private static boolean isThere(String input) {
    if (input.isBlank()) {
      throw new EdvrException(Category.USAGE, "an input has no name");
    }
    return input.equals(FrameSource.STANDARD_INPUT)
        || input.contains("%")
        || Files.exists(Destination.path(input));
  }

  private void check(boolean overwrite) {
    if (!isThere(input)) {
      throw new EdvrException(Category.INPUT, "there is no input " + input);
    }
    if (output.equals(FrameSink.STANDARD_OUTPUT)) {
      return;
    }
    boolean known = isResumable() && ResumableOutput.isKnown(output);
    Destination destination = Destination.of(input, Destination.path(output), overwrite || known);
    if (isToFolder()) {
      destination.requireFolder();
    } else if (Files.isDirectory(destination.output())) {
      throw new EdvrException(
          Category.USAGE,
          "output %1$s is a folder; -o %1$s/ fills it with PNG files, --out-dir %1$s puts a video there"
              .formatted(output));
    } else {
      destination.requireFile(
          WRITTEN, ", in / for a folder of PNG files, or be - for y4m on the standard output");
    }
  }

  /** Whether the input, which is taken for a folder of pictures, holds videos. */
  boolean isOfVideos() {
    return isFolder(input) && !videos(input).isEmpty();
  }

  /** Whether a run that was interrupted can go on: the input must be there to be read again. */
  boolean isResumable() {
    return !output.equals(FrameSink.STANDARD_OUTPUT)
        && !input.equals(FrameSource.STANDARD_INPUT)
        && !isPipe(input);
  }

  /** As what <(ffmpeg …) stands for in a shell. */
  private static boolean isPipe(String input) {
    Path path = Destination.path(input);
    return Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path);
  }

  /** Whether the result is made in segments. */
  boolean isInSegments() {
    return isResumable() && !isToFolder();
  }

  /** Whether the result is a folder of pictures. */
  boolean isToFolder() {
    return FrameSink.isFolder(output);
  }
}
