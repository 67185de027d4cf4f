package io.github.edvr4j.train.data;

import io.github.edvr4j.train.options.Section;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** How a dataset lies on disk, which the {@code type} of its section says. */
enum Layout {
  /** Numbered frames from 0 on. */
  REDS("REDSDataset", "REDSRecurrentDataset", "VideoRecurrentTrainDataset"),

  /** Seven frames each, of which a window takes those in the middle. */
  VIMEO("Vimeo90KDataset", "Vimeo90KRecurrentDataset", "VideoTestVimeo90KDataset"),

  /** A folder for each clip, whatever its frames are called. */
  FOLDERS("VideoTestDataset", "VideoRecurrentTestDataset"),

  /** Videos and folders of frames, wherever they are found; not known to BasicSR. */
  CLIPS("ClipDataset"),

  /** Single pictures, wherever they are found; not known to BasicSR. */
  PHOTOGRAPHS("PhotoDataset", MovedPhotographOptions.TYPE);

  private final List<String> types;

  Layout(String... types) {
    this.types = List.of(types);
  }

  /**
   * @throws io.github.edvr4j.EdvrException (USAGE) if the type is unknown or missing
   */
  static Layout of(Section section) {
    String type = section.requiredText("type");
    return Arrays.stream(values())
        .filter(layout -> layout.types.contains(type))
        .findFirst()
        .orElseThrow(
            () ->
                section.invalid(
                    "type",
                    "%s is not supported; these are: %s"
                        .formatted(
                            type,
                            Arrays.stream(values())
                                .flatMap(layout -> layout.types.stream())
                                .collect(Collectors.joining(", ")))));
  }
}
