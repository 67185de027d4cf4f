package io.github.edvr4j.cli;

import io.github.edvr4j.cli.QualityTable.Line;
import io.github.edvr4j.train.validation.ValidationReport;
import io.github.edvr4j.train.validation.ValidationReport.Clip;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A {@link QualityTable} for programs: what differs by model is a list in the order of models. */
record QualityJson(QualityTable table) {

  Map<String, Object> all() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("channels", table.channels().name());
    all.put("crop", table.crop());
    all.put("models", table.reports().keySet());
    all.put("clips", lines(ValidationReport::clips));
    all.put("means", lines(ValidationReport::meansOfDatasets));
    all.put("mean", lines(report -> List.of(report.mean())).getFirst());
    return all;
  }

  /** What is asked of every report. */
  private interface Lines {
    List<Clip> of(ValidationReport report);
  }

  private List<Map<String, Object>> lines(Lines wanted) {
    List<List<Clip>> models = table.reports().values().stream().map(wanted::of).toList();
    List<Map<String, Object>> lines = new ArrayList<>();
    for (int i = 0; i < models.getFirst().size(); i++) {
      int line = i;
      lines.add(json(new Line(models.stream().map(model -> model.get(line)).toList())));
    }
    return lines;
  }

  private static Map<String, Object> json(Line line) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("dataset", line.first().dataset());
    json.put("name", line.first().name());
    json.put("frames", line.first().frames());
    json.put("bicubic", line.first().bicubic());
    json.put("restored", line.models().stream().map(Clip::restored).toList());
    if (line.first().copies().isPresent()) {
      json.put("copies", line.models().stream().flatMap(one -> one.copies().stream()).toList());
      json.put(
          "temporal_gain",
          line.models().stream().map(one -> one.temporalGain().orElseThrow()).toList());
    }
    if (!line.first().offsets().isEmpty()) {
      json.put("offsets", line.models().stream().map(Clip::offsets).toList());
    }
    return json;
  }
}
