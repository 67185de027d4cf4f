package io.github.edvr4j.train.options;

import io.github.edvr4j.weights.WeightSet;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the training begins and what it leaves behind, {@code path}.
 *
 * @param experiments folder of all trainings; this one's is below it and has its name
 * @param pretrained model file to begin with
 * @param strict whether the model file has to have every parameter of the network and no other
 * @param weightSet which weights of the model file
 * @param resume state of an earlier training to go on with
 * @param resumeNewest whether to go on with this training's newest state, if it has one
 */
public record PathOptions(
    Path experiments,
    Optional<Path> pretrained,
    boolean strict,
    WeightSet weightSet,
    Optional<Path> resume,
    boolean resumeNewest) {

  static PathOptions of(Section section) {
    String key = section.text("param_key_g").orElse("params");
    return new PathOptions(
        section.path("experiments_root").orElse(Path.of("experiments")),
        section.path("pretrain_network_g"),
        section.flag("strict_load_g", true),
        switch (key) {
          case "params" -> WeightSet.TRAINED;
          case "params_ema" -> WeightSet.AVERAGED;
          default ->
              throw section.invalid(
                  "param_key_g", "should be params or params_ema, not %s".formatted(key));
        },
        section.path("resume_state"),
        section.flag("auto_resume", false));
  }
}
