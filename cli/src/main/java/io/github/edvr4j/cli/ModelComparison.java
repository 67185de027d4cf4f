package io.github.edvr4j.cli;

import io.github.edvr4j.train.validation.ClipValidation;
import io.github.edvr4j.train.validation.Protocol;
import io.github.edvr4j.train.validation.ValidationReport;
import io.github.edvr4j.weights.EdvrCheckpoint;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Measures several models on the same clips.
 *
 * @param models by the name that the user gave, all with one scale
 */
record ModelComparison(SequencedMap<String, EdvrCheckpoint> models, int threads, Console console) {

  QualityTable run(HeldOutClips clips) {
    Protocol protocol = clips.protocol(console::say);
    SequencedMap<String, ValidationReport> reports = new LinkedHashMap<>();
    try (StatusLine status = new StatusLine(console)) {
      String[] model = {""};
      ClipValidation validation =
          new ClipValidation(
              clips.open(status::say),
              protocol,
              Optional.empty(),
              threads,
              warning -> status.say("warning: " + warning),
              (clip, done, frames) -> {
                if (console.terminal() || done == frames) {
                  status.show("%s, %s: %d/%d frames".formatted(model[0], clip, done, frames));
                }
              },
              () -> false);
      models.forEach(
          (name, checkpoint) -> {
            model[0] = name;
            validation
                .run(0, checkpoint.config(), checkpoint.weights())
                .ifPresent(report -> reports.put(name, report));
          });
    }
    return new QualityTable(protocol.channels(), protocol.cropBorder(), reports);
  }
}
