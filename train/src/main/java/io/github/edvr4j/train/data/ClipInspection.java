package io.github.edvr4j.train.data;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.metrics.Rgb8;
import io.github.edvr4j.train.data.DataReport.Problem;
import io.github.edvr4j.video.FrameSource;
import io.github.edvr4j.video.SourceOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Looks at stored clips.
 *
 * @param full whether every frame is decoded; else only the heads of files are read
 */
record ClipInspection(boolean full) {
  /** Of the announced frames; containers are seldom exact. */
  private static final double USUAL_SHARE = 0.9;

  private static final Pattern NUMBER = Pattern.compile(".*?(\\d{1,18})\\D*");

  /** May be called by several threads at once. */
  ClipFindings of(Stored clip) {
    return switch (clip) {
      case Stored.Pictures(String name, PictureFiles files) -> pictures(name, files);
      case Stored.Video(String name, Path file) -> video(file);
      case Stored.Photograph(String name, Path file) -> photograph(file);
    };
  }

  private ClipFindings photograph(Path file) {
    try (var opened = Files.newInputStream(file)) {
      return new ClipFindings(1, 0, Optional.of(size(opened)), List.of());
    } catch (IOException e) {
      return new ClipFindings(1, 0, Optional.empty(), List.of(problem(file.toString(), e)));
    }
  }

  private static Problem problem(String where, IOException e) {
    return new Problem(where, PictureClip.reason(e));
  }

  private Size size(InputStream file) throws IOException {
    if (!full) {
      return PictureDecoder.size(file);
    }
    Rgb8 picture = PictureDecoder.decode(file);
    return new Size(picture.height(), picture.width());
  }

  private ClipFindings pictures(String name, PictureFiles files) {
    List<Problem> problems = new ArrayList<>();
    Map<Size, List<String>> sizes = new LinkedHashMap<>();
    for (int i = 0; i < files.count(); i++) {
      try (var file = files.open(i)) {
        sizes.computeIfAbsent(size(file), size -> new ArrayList<>()).add(files.label(i));
      } catch (IOException e) {
        problems.add(problem(files.label(i), e));
      }
    }
    if (sizes.size() > 1) {
      problems.add(
          new Problem(
              name,
              "its frames have several sizes: "
                  + sizes.entrySet().stream()
                      .map(e -> e.getKey() + " from " + e.getValue().getFirst())
                      .collect(Collectors.joining(", "))));
    }
    gap(files).ifPresent(gap -> problems.add(new Problem(name, gap)));
    return new ClipFindings(files.count(), 0, sizes.keySet().stream().findFirst(), problems);
  }

  /** Where numbered names leave one out, motion jumps. */
  private static Optional<String> gap(PictureFiles files) {
    long[] steps = IntStream.range(1, files.count()).mapToLong(i -> step(files, i)).toArray();
    long usual = Arrays.stream(steps).min().orElse(0);
    return usual < 1
        ? Optional.empty()
        : IntStream.range(0, steps.length)
            .filter(i -> steps[i] > usual)
            .mapToObj(
                i ->
                    "frames are missing between %s and %s"
                        .formatted(files.label(i), files.label(i + 1)))
            .findFirst();
  }

  private static long step(PictureFiles files, int frame) {
    return number(files.label(frame)) - number(files.label(frame - 1));
  }

  /** The last one in a name; names without one don't rise, so that nothing is missing. */
  private static long number(String label) {
    Matcher number = NUMBER.matcher(FileKinds.stem(label.substring(label.lastIndexOf('/') + 1)));
    return number.matches() ? Long.parseLong(number.group(1)) : 0;
  }

  private ClipFindings video(Path file) {
    List<Problem> problems = new ArrayList<>();
    SourceOptions options =
        SourceOptions.DEFAULT.withWarnings(
            warning -> problems.add(new Problem(file.toString(), withoutName(file, warning))));
    try (FrameSource source = FrameSource.open(file.toString(), options)) {
      Size size = new Size(source.info().height(), source.info().width());
      long frames = source.info().expectedFrames().orElse(0);
      if (full) {
        frames = 0;
        while (source.next().isPresent()) {
          frames++;
        }
        long expected = source.info().expectedFrames().orElse(0);
        if (frames < USUAL_SHARE * expected) {
          problems.add(
              new Problem(
                  file.toString(),
                  "has %d frames, where its container announces about %d; is the file complete?"
                      .formatted(frames, expected)));
        }
      }
      double minutes = frames / source.info().frameRate().value() / 60;
      return new ClipFindings(frames, minutes, Optional.of(size), problems);
    } catch (EdvrException e) {
      problems.add(new Problem(file.toString(), withoutName(file, String.valueOf(e.getMessage()))));
      return new ClipFindings(0, 0, Optional.empty(), problems);
    }
  }

  /** Messages of the video module begin with the name that stands before them here. */
  private static String withoutName(Path file, String message) {
    String name = file + ": ";
    return message.startsWith(name) ? message.substring(name.length()) : message;
  }
}
