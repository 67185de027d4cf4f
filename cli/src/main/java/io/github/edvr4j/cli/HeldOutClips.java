package io.github.edvr4j.cli;

import io.github.edvr4j.metrics.Channels;
import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.train.options.NetworkOptions;
import io.github.edvr4j.train.options.OptionFile;
import io.github.edvr4j.train.options.Section;
import io.github.edvr4j.train.options.ValidationOptions;
import io.github.edvr4j.train.validation.HeldOut;
import io.github.edvr4j.train.validation.HeldOutDataset;
import io.github.edvr4j.train.validation.Protocol;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The clips that models are compared on, and how.
 *
 * @param places one option file, or clips
 * @param reduction of clips before anything else
 * @param frames of each clip
 * @param luma whether only luma is compared, whatever an option file says
 * @param crop the border that is left out, whatever an option file says
 * @param copies whether frames are restored from copies of themselves too, if an option file
 *     doesn't say no
 */
record HeldOutClips(
    List<Path> places,
    Optional<Integer> reduction,
    Optional<Integer> frames,
    boolean luma,
    Optional<Integer> crop,
    boolean copies) {

  static boolean isOptionFile(Path place) {
    return place.toString().toLowerCase(Locale.ROOT).matches(".*\\.ya?ml");
  }

  /**
   * The clips, opened.
   *
   * @param notes is told what takes time and which options mean nothing
   */
  List<HeldOut> open(Consumer<String> notes) {
    Section options = isOptionFile() ? options() : Section.root(Map.of());
    List<Section> sections = datasets(options);
    int window =
        options.section("network_g").map(NetworkOptions::config).orElse(EdvrConfig.m()).frames();
    List<HeldOutDataset> datasets =
        sections.stream().map(one -> HeldOutDataset.of(one, window, notes)).toList();
    Section.remarkOnUnread(sections).map("warning: "::concat).ifPresent(notes);
    return datasets.stream().flatMap(one -> one.open().stream()).toList();
  }

  private List<Section> datasets(Section options) {
    if (isOptionFile()) {
      Section datasets = options.requiredSection("datasets");
      List<Section> held =
          datasets.keys().stream()
              .filter(key -> key.startsWith("val") || key.startsWith("test"))
              .map(datasets::requiredSection)
              .toList();
      if (held.isEmpty()) {
        throw datasets.invalid("val", "is missing: there are no clips to validate with");
      }
      return held;
    }
    Map<String, Object> dataset = new LinkedHashMap<>();
    dataset.put("type", "ClipDataset");
    dataset.put("dataroot_gt", places.stream().map(Path::toString).toList());
    reduction.ifPresent(factor -> dataset.put("gt_reduce", factor));
    frames.ifPresent(most -> dataset.put("max_frames", most));
    return List.of(Section.root(Map.of("clips", dataset)).requiredSection("clips"));
  }

  /**
   * What of them is compared.
   *
   * @param notes is told which options mean nothing
   */
  Protocol protocol(Consumer<String> notes) {
    Optional<Section> section = isOptionFile() ? options().section("val") : Optional.empty();
    Protocol said = Protocol.of(ValidationOptions.of(section));
    Section.remarkOnUnread(section.stream().toList()).map("warning: "::concat).ifPresent(notes);
    return new Protocol(
        luma ? Channels.Y : said.channels(),
        crop.orElse(said.cropBorder()),
        Optionals.ofInt(frames),
        copies && said.temporalGain());
  }

  private boolean isOptionFile() {
    return isOptionFile(places.getFirst());
  }

  private Section options() {
    return OptionFile.read(places.getFirst(), List.of());
  }
}
