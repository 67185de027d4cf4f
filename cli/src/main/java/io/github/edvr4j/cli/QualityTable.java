package io.github.edvr4j.cli;

import io.github.edvr4j.metrics.Channels;
import io.github.edvr4j.train.validation.ValidationReport;
import io.github.edvr4j.train.validation.ValidationReport.Quality;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;

/**
 * How good models are: a line for each clip and one for the mean, a column for bicubic and one for
 * each model.
 *
 * @param crop rows and columns left out on each side
 * @param reports by the model's name, at least one, all of the same clips
 */
record QualityTable(Channels channels, int crop, SequencedMap<String, ValidationReport> reports) {

  /** How it is written. */
  enum Format {
    TEXT,
    MARKDOWN,
    JSON
  }

  void print(Format format, PrintWriter out) {
    switch (format) {
      case TEXT -> printText(out);
      case MARKDOWN -> printMarkdown(out);
      case JSON -> out.println(Json.of(json()));
    }
    out.flush();
  }

  private void printText(PrintWriter out) {
    List<List<String>> rows = rows();
    int columns = rows.getFirst().size();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        int column = i;
        int width = rows.stream().mapToInt(each -> each.get(column).length()).max().orElse(0);
        line.append(i == 0 ? "" : "  ").append(padded(row.get(i), i == 0 ? -width : width));
      }
      out.println(line.toString().stripTrailing());
    }
  }

  private static String padded(String text, int width) {
    return ("%" + width + "s").formatted(text);
  }

  private void printMarkdown(PrintWriter out) {
    List<List<String>> rows = rows();
    for (int i = 0; i < rows.size(); i++) {
      out.println("| " + String.join(" | ", rows.get(i)) + " |");
      if (i == 0) {
        out.println("|---" + "|---:".repeat(rows.getFirst().size() - 1) + "|");
      }
    }
  }

  private List<List<String>> rows() {
    List<List<String>> rows = new ArrayList<>();
    ValidationReport first = reports.firstEntry().getValue();
    List<String> head = new ArrayList<>();
    head.add("%s, PSNR / SSIM".formatted(channels == Channels.Y ? "Y" : "RGB"));
    head.add("frames");
    head.add("bicubic");
    head.addAll(reports.keySet());
    rows.add(head);
    for (int i = 0; i < first.clips().size(); i++) {
      int clip = i;
      ValidationReport.Clip bicubic = first.clips().get(i);
      rows.add(
          row(
              bicubic.name(),
              bicubic.frames(),
              bicubic.bicubic(),
              reports.values().stream()
                  .map(report -> report.clips().get(clip).restored())
                  .toList()));
    }
    rows.add(
        row(
            "mean",
            first.clips().stream().mapToInt(ValidationReport.Clip::frames).sum(),
            first.bicubic(),
            reports.values().stream().map(ValidationReport::restored).toList()));
    return rows;
  }

  private static List<String> row(
      String name, int frames, Quality bicubic, List<Quality> restored) {
    List<String> row = new ArrayList<>(List.of(name, String.valueOf(frames), text(bicubic)));
    for (Quality model : restored) {
      row.add(
          "%s (%s)"
              .formatted(
                  text(model), String.format(Locale.ROOT, "%+.2f", model.psnr() - bicubic.psnr())));
    }
    return row;
  }

  private static String text(Quality quality) {
    return String.format(Locale.ROOT, "%.2f / %.4f", quality.psnr(), quality.ssim());
  }

  private Map<String, Object> json() {
    ValidationReport first = reports.firstEntry().getValue();
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("channels", channels.name());
    all.put("crop", crop);
    all.put("models", reports.keySet());
    List<Object> clips = new ArrayList<>();
    for (int i = 0; i < first.clips().size(); i++) {
      int clip = i;
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("name", first.clips().get(i).name());
      one.put("frames", first.clips().get(i).frames());
      one.put("bicubic", first.clips().get(i).bicubic());
      one.put(
          "restored",
          reports.values().stream().map(report -> report.clips().get(clip).restored()).toList());
      clips.add(one);
    }
    all.put("clips", clips);
    all.put(
        "mean",
        Map.of(
            "bicubic",
            first.bicubic(),
            "restored",
            reports.values().stream().map(ValidationReport::restored).toList()));
    return all;
  }
}
