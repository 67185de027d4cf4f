package io.github.edvr4j.cli;

import io.github.edvr4j.metrics.Channels;
import io.github.edvr4j.train.validation.OffsetError;
import io.github.edvr4j.train.validation.ValidationReport;
import io.github.edvr4j.train.validation.ValidationReport.Clip;
import io.github.edvr4j.train.validation.ValidationReport.Quality;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;

/**
 * How good models are: a line for each clip and one for each mean, a column for bicubic and one or
 * two for each model; below it, where the motion is known, how far offsets are from it.
 *
 * @param crop rows and columns left out on each side
 * @param reports by the model's name, at least one, all of the same clips
 */
record QualityTable(Channels channels, int crop, SequencedMap<String, ValidationReport> reports) {

  /** How it is written. */
  enum Format {
    TEXT,
    MARKDOWN,
    JSON,
    TSV
  }

  void print(Format format, PrintWriter out) {
    switch (format) {
      case TEXT -> tables().forEach(table -> table.printText(out));
      case MARKDOWN -> tables().forEach(table -> table.printMarkdown(out));
      case JSON -> out.println(Json.of(new QualityJson(this).all()));
      case TSV -> new QualityLines(this).print(out);
    }
    out.flush();
  }

  /** A clip or a mean, as each model does it. */
  record Line(List<Clip> models) {

    Clip first() {
      return models.getFirst();
    }
  }

  /** The clips, behind the last of each dataset its mean, and the mean of all. */
  List<Line> lines() {
    List<List<Clip>> models = reports.values().stream().map(QualityTable::lines).toList();
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < models.getFirst().size(); i++) {
      int line = i;
      lines.add(new Line(models.stream().map(model -> model.get(line)).toList()));
    }
    return lines;
  }

  private static List<Clip> lines(ValidationReport report) {
    List<Clip> lines = new ArrayList<>(report.clips());
    for (Clip mean : report.meansOfDatasets()) {
      List<Clip> ofDataset =
          lines.stream().filter(clip -> clip.dataset().equals(mean.dataset())).toList();
      if (ofDataset.size() > 1) {
        lines.add(lines.lastIndexOf(ofDataset.getLast()) + 1, mean);
      }
    }
    lines.add(report.mean());
    return lines;
  }

  private List<TextTable> tables() {
    List<TextTable> tables = new ArrayList<>();
    tables.add(new TextTable(qualities()));
    List<List<String>> offsets = offsets();
    if (!offsets.isEmpty()) {
      tables.add(new TextTable(offsets));
    }
    return tables;
  }

  private List<List<String>> qualities() {
    List<String> head = new ArrayList<>();
    head.add("%s, PSNR / SSIM".formatted(channels == Channels.Y ? "Y" : "RGB"));
    head.add("frames");
    head.add("bicubic");
    for (var report : reports.entrySet()) {
      head.add(report.getKey());
      if (report.getValue().mean().copies().isPresent()) {
        head.add("from copies (temporal gain)");
      }
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(head);
    for (Line line : lines()) {
      List<String> row = new ArrayList<>();
      row.add(line.first().name());
      row.add(String.valueOf(line.first().frames()));
      row.add(text(line.first().bicubic()));
      for (Clip model : line.models()) {
        row.add(text(model.restored(), model.gain()));
        model
            .copies()
            .ifPresent(copies -> row.add(text(copies, model.temporalGain().orElseThrow())));
      }
      rows.add(row);
    }
    return rows;
  }

  /** Nothing where no motion is known. */
  private List<List<String>> offsets() {
    List<List<String>> rows = new ArrayList<>();
    List<String> names = List.copyOf(reports.keySet());
    for (Line line : lines()) {
      for (int i = 0; i < names.size(); i++) {
        List<OffsetError> offsets = line.models().get(i).offsets();
        if (offsets.isEmpty()) {
          continue;
        }
        if (rows.isEmpty()) {
          List<String> head =
              new ArrayList<>(List.of("offsets off the motion, pixels (share of it)", "model"));
          offsets.forEach(error -> head.add(error.layer()));
          rows.add(head);
        }
        List<String> row = new ArrayList<>(List.of(line.first().name(), names.get(i)));
        offsets.forEach(error -> row.add(text(error)));
        rows.add(row);
      }
    }
    return rows;
  }

  private static String text(OffsetError error) {
    String pixels = String.format(Locale.ROOT, "%.3f", error.error());
    return error.relative().isPresent()
        ? String.format(Locale.ROOT, "%s (%.2f)", pixels, error.relative().getAsDouble())
        : pixels;
  }

  private static String text(Quality quality) {
    return String.format(Locale.ROOT, "%.2f / %.4f", quality.psnr(), quality.ssim());
  }

  private static String text(Quality quality, double gain) {
    return String.format(Locale.ROOT, "%s (%+.2f)", text(quality), gain);
  }
}
