package io.github.edvr4j.cli;

import io.github.edvr4j.stream.StreamPlan;
import io.github.edvr4j.video.Fingerprint;
import io.github.edvr4j.video.ResumableOutput;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Everything that could change a restored frame, in words: two runs that agree about it make the
 * same frames.
 *
 * @param models that the frames go through, one after another
 */
record FrameFacts(List<LoadedModel> models, ComputingOptions computing, RangeOptions range) {

  /**
   * @param input a file, a folder or a pattern of names
   * @param plans of the models, in their order
   */
  SequencedMap<String, String> of(String input, List<StreamPlan> plans) {
    SequencedMap<String, String> facts = new LinkedHashMap<>();
    facts.put("program", new BuildVersion().getVersion()[0]);
    facts.put(ResumableOutput.INPUT, Fingerprint.of(Path.of(input)));
    facts.put("range", range.description());
    facts.put("pictures a second", range.folderRate());
    facts.put(
        "scene cut",
        computing.sceneThreshold().isPresent()
            ? String.valueOf(computing.sceneThreshold().getAsDouble())
            : "off");
    for (int i = 0; i < models.size(); i++) {
      String which = i == 0 ? "" : " of the second model";
      of(models.get(i), plans.get(i)).forEach((name, value) -> facts.put(name + which, value));
    }
    return facts;
  }

  private SequencedMap<String, String> of(LoadedModel model, StreamPlan plan) {
    SequencedMap<String, String> facts = new LinkedHashMap<>();
    facts.put("model", model.identity());
    facts.put(
        "tiles",
        plan.tiles() == 1
            ? "none"
            : "%s of %sx%s".formatted(plan.tiles(), plan.tileWidth(), plan.tileHeight()));
    facts.putAll(computing.facts(model.config()));
    facts.put("vector lanes", String.valueOf(model.restorer().lanes()));
    return facts;
  }
}
