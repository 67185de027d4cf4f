package io.github.edvr4j.cli;

import io.github.edvr4j.cli.QualityTable.Line;
import io.github.edvr4j.train.validation.OffsetError;
import io.github.edvr4j.train.validation.ValidationReport.Clip;
import io.github.edvr4j.train.validation.ValidationReport.Quality;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A {@link QualityTable} as tab-separated values, to keep and to compare: a line for each model and
 * clip or mean. What was not measured is empty.
 */
record QualityLines(QualityTable table) {

  private static final List<String> LAYERS = List.of("Level 3", "Level 2", "Level 1", "Cascade");

  void print(PrintWriter out) {
    List<String> head =
        new ArrayList<>(
            List.of(
                "dataset",
                "clip",
                "model",
                "frames",
                "bicubic_psnr",
                "bicubic_ssim",
                "psnr",
                "ssim",
                "copies_psnr",
                "copies_ssim",
                "temporal_gain"));
    for (String layer : LAYERS) {
      String name = layer.toLowerCase(Locale.ROOT).replace(" ", "_");
      head.add(name + "_error");
      head.add(name + "_motion");
    }
    out.println("# " + String.join("\t", head));
    List<String> names = List.copyOf(table.reports().keySet());
    for (Line line : table.lines()) {
      for (int i = 0; i < names.size(); i++) {
        out.println(String.join("\t", cells(line.models().get(i), names.get(i))));
      }
    }
  }

  private static List<String> cells(Clip clip, String model) {
    List<String> cells = new ArrayList<>();
    cells.add(clip.dataset());
    cells.add(clip.name());
    cells.add(model);
    cells.add(String.valueOf(clip.frames()));
    add(cells, Optional.of(clip.bicubic()));
    add(cells, Optional.of(clip.restored()));
    add(cells, clip.copies());
    cells.add(clip.temporalGain().isPresent() ? number(clip.temporalGain().getAsDouble(), 3) : "");
    for (String layer : LAYERS) {
      Optional<OffsetError> error =
          clip.offsets().stream().filter(one -> one.layer().equals(layer)).findFirst();
      cells.add(error.map(one -> number(one.error(), 4)).orElse(""));
      cells.add(error.map(one -> number(one.motion(), 4)).orElse(""));
    }
    return cells;
  }

  private static void add(List<String> cells, Optional<Quality> quality) {
    cells.add(quality.map(known -> number(known.psnr(), 3)).orElse(""));
    cells.add(quality.map(known -> number(known.ssim(), 5)).orElse(""));
  }

  private static String number(double value, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
