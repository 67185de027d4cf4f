package io.github.edvr4j.train.validation;

import io.github.edvr4j.stream.Padding;
import io.github.edvr4j.train.data.ClipPair;
import io.github.edvr4j.train.data.Clips;
import io.github.edvr4j.train.options.Section;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A clip to measure with.
 *
 * @param clip as it should look, and perhaps as the network gets it
 * @param padding what stands for frames beyond its ends; empty for {@link Padding#defaultFor}
 */
public record HeldOut(ClipPair clip, Optional<Padding> padding) {

  /**
   * The clips that an option file names for validation, with BasicSR's {@code padding} for each
   * dataset.
   *
   * @param datasets such as {@code datasets:val}
   * @param notes is told what takes time, line by line
   * @throws io.github.edvr4j.EdvrException as {@link Clips#forValidation} does
   */
  public static List<HeldOut> of(List<Section> datasets, Consumer<String> notes) {
    return datasets.stream()
        .flatMap(
            dataset -> {
              dataset.passOver("cache_data");
              Optional<Padding> padding = dataset.text("padding").map(name -> named(dataset, name));
              return Clips.forValidation(dataset, notes).stream()
                  .map(clip -> new HeldOut(clip, padding));
            })
        .toList();
  }

  private static Padding named(Section dataset, String name) {
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
