package io.github.edvr4j.train.validation;

import io.github.edvr4j.stream.Padding;
import io.github.edvr4j.train.data.Clips;
import io.github.edvr4j.train.options.Section;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The clips of one section that an option file names for validation.
 *
 * @param options of the section beside those of the clips
 * @param clips not opened yet
 */
public record HeldOutDataset(Options options, Clips clips) {

  /**
   * What the section says beside where the clips are.
   *
   * @param name of the dataset, BasicSR's {@code name}, or else that of the section
   * @param padding BasicSR's, if the section names one
   */
  public record Options(String name, Optional<Padding> padding) {

    /**
     * @throws io.github.edvr4j.EdvrException (USAGE) if an option is wrong
     */
    public static Options of(Section dataset) {
      dataset.passOver("cache_data");
      String name =
          dataset
              .text("name")
              .orElseGet(() -> dataset.pathOf("").replaceFirst("^(?:.*:)?([^:]*):$", "$1"));
      return new Options(
          dataset.folderName("name", name),
          dataset.text("padding").map(padding -> padding(dataset, padding)));
    }

    private static Padding padding(Section dataset, String name) {
      return Stream.of(Padding.values())
          .filter(padding -> padding.name().toLowerCase(Locale.ROOT).equals(name))
          .findFirst()
          .orElseThrow(
              () ->
                  dataset.invalid(
                      "padding",
                      "should be replicate, reflection, reflection_circle or circle, not " + name));
    }
  }

  /**
   * Finds the clips; reads all options but nothing of the frames.
   *
   * @param dataset such as {@code datasets:val}
   * @param window frames that the network takes
   * @param notes is told what takes time, line by line
   * @throws io.github.edvr4j.EdvrException (USAGE) if an option is wrong or names what isn't there
   */
  public static HeldOutDataset of(Section dataset, int window, Consumer<String> notes) {
    return new HeldOutDataset(Options.of(dataset), Clips.of(dataset, window, notes));
  }

  /**
   * The clips, opened.
   *
   * @throws io.github.edvr4j.EdvrException as {@link Clips#forValidation} does
   */
  public List<HeldOut> open() {
    return clips.forValidation().stream()
        .map(clip -> new HeldOut(options.name(), clip, options.padding()))
        .toList();
  }
}
