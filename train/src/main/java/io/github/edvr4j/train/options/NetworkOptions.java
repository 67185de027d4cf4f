package io.github.edvr4j.train.options;

import io.github.edvr4j.model.EdvrConfig;

/** The network, {@code network_g}, with the defaults of BasicSR's {@code EDVR}. */
public final class NetworkOptions {

  private NetworkOptions() {}

  /**
   * @throws io.github.edvr4j.EdvrException (USAGE) if the section describes no EDVR
   */
  public static EdvrConfig config(Section section) {
    String type = section.requiredText("type");
    if (!type.equals("EDVR")) {
      throw section.invalid("type", "%s is not supported, only EDVR".formatted(type));
    }
    for (String key : new String[] {"num_in_ch", "num_out_ch"}) {
      if (section.integer(key, 3) != 3) {
        throw section.invalid(key, "an EDVR takes and makes 3 channels");
      }
    }
    int frames = section.integer("num_frame", 5);
    try {
      return new EdvrConfig(
          section.integer("num_feat", 64),
          frames,
          section.integer("deformable_groups", 8),
          section.integer("num_extract_block", 5),
          section.integer("num_reconstruct_block", 10),
          section.integer("center_frame_idx", frames / 2),
          section.flag("hr_in", false),
          section.flag("with_predeblur", false),
          section.flag("with_tsa", true));
    } catch (IllegalArgumentException e) {
      throw section.invalid("type", "describes no EDVR: " + e.getMessage());
    }
  }
}
