package io.github.edvr4j.train.log;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.files.OutputFile;
import io.github.edvr4j.train.log.RunHistory.Recovery;
import io.github.edvr4j.train.loop.StepReport;
import io.github.edvr4j.train.validation.OffsetError;
import io.github.edvr4j.train.validation.ValidationReport;
import io.github.edvr4j.train.validation.ValidationReport.Clip;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.AnnotationLine;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Draws a run: the loss, the gain over bicubic, the offsets and the learning rate, and where
 * validations measured them the temporal gain and what the offsets are off the motion, each over
 * the iterations, with a line where the guard brought it back; then both gains once more over what
 * they cost, in core-hours.
 */
public final class Curves {

  private static final int WIDTH = 800;
  private static final int HEIGHT = 600;

  /** With more lines than these nobody tells them apart. */
  private static final int MOST_CLIPS = 8;

  /** What a chart of validations goes over. */
  private enum Axis {
    ITERATION("iteration"),
    CORE_HOURS("core-hours");

    private final String title;

    Axis(String title) {
      this.title = title;
    }
  }

  private final RunHistory history;

  private Curves(RunHistory history) {
    this.history = history;
  }

  /**
   * Draws four or eight charts of 800x600 pixels into one picture, two beside each other.
   *
   * @param file a PNG; replaced if it is there, in one step
   * @throws EdvrException (OUTPUT) if it can't be written, (INPUT) if the run has nothing to show
   *     yet
   */
  public static void draw(RunHistory history, Path file) {
    if (history.steps().isEmpty() && history.validations().isEmpty()) {
      throw new EdvrException(
          Category.INPUT, "the run has not printed a step yet; draw it a little later");
    }
    Curves curves = new Curves(history);
    List<XYChart> charts = new ArrayList<>();
    charts.addAll(
        List.of(
            curves.loss(), curves.gain(Axis.ITERATION), curves.offsets(), curves.learningRate()));
    if (curves.showsNeighbors()) {
      charts.addAll(List.of(curves.temporalGain(Axis.ITERATION), curves.offsetErrors()));
      charts.addAll(List.of(curves.gain(Axis.CORE_HOURS), curves.temporalGain(Axis.CORE_HOURS)));
    }
    int rows = charts.size() / 2;
    OutputFile.write(file, out -> BitmapEncoder.saveBitmap(charts, rows, 2, out, BitmapFormat.PNG));
  }

  /** Validations of earlier versions, and those that were told so, say nothing of neighbors. */
  private boolean showsNeighbors() {
    return history.validations().stream()
        .map(ValidationReport::mean)
        .anyMatch(mean -> mean.copies().isPresent() || !mean.offsets().isEmpty());
  }

  private XYChart loss() {
    Line loss = line(StepReport::loss);
    XYChart chart = chart("Loss per value" + last(loss, "%.5f"));
    chart.getStyler().setYAxisLogarithmic(loss.isPositive());
    chart.getStyler().setYAxisLogarithmicDecadeOnly(false);
    add(chart, "loss", loss.thinned());
    return chart;
  }

  private XYChart gain(Axis axis) {
    return ofClips("PSNR over bicubic, dB", axis, Clip::gain);
  }

  private XYChart temporalGain(Axis axis) {
    return ofClips(
        "Temporal gain: PSNR over that from copies, dB",
        axis,
        clip -> clip.temporalGain().orElse(Double.NaN));
  }

  private XYChart ofClips(String title, Axis axis, ToDoubleFunction<Clip> value) {
    Line mean = new Line();
    SequencedMap<String, Line> clips = new LinkedHashMap<>();
    for (ValidationReport report : history.validations()) {
      double x = on(axis, report.iteration());
      mean.add(x, value.applyAsDouble(report.mean()));
      List<Clip> means = report.meansOfDatasets();
      for (Clip clip : report.clips().size() > MOST_CLIPS ? means : report.clips()) {
        clips.computeIfAbsent(clip.name(), _ -> new Line()).add(x, value.applyAsDouble(clip));
      }
    }
    XYChart chart = chart(title + last(mean, "%+.2f"), axis);
    if (clips.size() > 1 && clips.size() <= MOST_CLIPS) {
      clips.forEach((clip, line) -> add(chart, clip, line));
    }
    add(chart, "mean", mean)
        .ifPresent(
            series -> {
              series.setLineColor(Color.BLACK);
              series.setLineStyle(new BasicStroke(3));
            });
    return chart;
  }

  private double on(Axis axis, long iteration) {
    return switch (axis) {
      case ITERATION -> iteration;
      case CORE_HOURS -> cpuSeconds(iteration) / 3600.0;
    };
  }

  /** As of the last step up to an iteration that was printed. */
  private long cpuSeconds(long iteration) {
    return history.steps().stream()
        .filter(step -> step.iteration() <= iteration)
        .mapToLong(StepReport::cpuSeconds)
        .max()
        .orElse(0);
  }

  private XYChart offsetErrors() {
    SequencedMap<String, Line> layers = new LinkedHashMap<>();
    for (ValidationReport report : history.validations()) {
      for (OffsetError error : report.mean().offsets()) {
        layers
            .computeIfAbsent(error.layer(), _ -> new Line())
            .add(report.iteration(), error.relative().orElse(Double.NaN));
      }
    }
    XYChart chart = chart("|offset - motion| as a share of |motion|");
    layers.forEach((layer, line) -> add(chart, layer, line));
    return chart;
  }

  private XYChart offsets() {
    TreeSet<String> layers = new TreeSet<>();
    history.steps().forEach(step -> layers.addAll(step.offsets().keySet()));
    XYChart chart = chart("Mean |offset|, pixels");
    for (String layer : layers) {
      // All of them are parts of the alignment; four whole names don't fit below a chart.
      String name = layer.replace("pcd_align.", "");
      add(chart, name, line(step -> step.offsets().getOrDefault(layer, Double.NaN)).thinned());
    }
    return chart;
  }

  private XYChart learningRate() {
    Line rate = line(StepReport::learningRate);
    XYChart chart = chart("Learning rate" + last(rate, "%.2e"));
    chart.getStyler().setYAxisLogarithmic(rate.isPositive());
    add(chart, "learning rate", rate.thinned());
    return chart;
  }

  private Line line(ToDoubleFunction<StepReport> value) {
    Line line = new Line();
    for (StepReport step : history.steps()) {
      line.add(step.iteration(), value.applyAsDouble(step));
    }
    return line;
  }

  private static String last(Line line, String format) {
    return line.isEmpty()
        ? ""
        : String.format(Locale.ROOT, " (%s at %s)".formatted(format, line.lastX()), line.lastY());
  }

  private XYChart chart(String title) {
    return chart(title, Axis.ITERATION);
  }

  private XYChart chart(String title, Axis axis) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle(axis.title)
            .theme(ChartTheme.Matlab)
            .build();
    Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 14);
    chart.getStyler().setChartTitleFont(font.deriveFont(Font.BOLD, 18f));
    chart.getStyler().setAxisTitleFont(font);
    chart.getStyler().setAxisTickLabelsFont(font);
    chart.getStyler().setLegendFont(font);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
    chart.getStyler().setLegendLayout(LegendLayout.Horizontal);
    chart.getStyler().setLegendBorderColor(chart.getStyler().getChartBackgroundColor());
    chart.getStyler().setXAxisMin(0.0);
    chart.getStyler().setXAxisTickMarkSpacingHint(100);
    chart.getStyler().setLocale(Locale.ROOT);
    for (Recovery recovery : history.recoveries()) {
      chart.addAnnotation(new AnnotationLine(on(axis, recovery.iteration()), true, false));
    }
    return chart;
  }

  private static Optional<XYSeries> add(XYChart chart, String name, Line line) {
    if (line.isEmpty()) {
      return Optional.empty();
    }
    Line drawn = line.unevenly();
    XYSeries series = chart.addSeries(name, drawn.xs(), drawn.ys());
    series.setMarker(line.size() == 1 ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
    series.setLineStyle(new BasicStroke(1.5f));
    return Optional.of(series);
  }

  /** Points that can be drawn: what is not a number is left out. */
  private static final class Line {

    /** More than the chart has columns can't be seen. */
    private static final int MOST = 700;

    private final List<double[]> points = new ArrayList<>();

    void add(double x, double y) {
      if (Double.isFinite(y)) {
        points.add(new double[] {x, y});
      }
    }

    boolean isEmpty() {
      return points.isEmpty();
    }

    int size() {
      return points.size();
    }

    /**
     * With a point before the first that is not drawn: where all are equally far apart XChart puts
     * its ticks on points, not on round numbers.
     */
    Line unevenly() {
      Line line = new Line();
      line.points.add(new double[] {points.getFirst()[0] / 2, Double.NaN});
      line.points.addAll(points);
      return line;
    }

    boolean isPositive() {
      return !isEmpty() && points.stream().allMatch(point -> point[1] > 0);
    }

    String lastX() {
      double x = points.getLast()[0];
      return String.format(Locale.ROOT, x == Math.rint(x) ? "%.0f" : "%.1f", x);
    }

    double lastY() {
      return points.getLast()[1];
    }

    List<Double> xs() {
      return points.stream().map(point -> point[0]).toList();
    }

    List<Double> ys() {
      return points.stream().map(point -> point[1]).toList();
    }

    /** Neighbouring points taken together, each group by its mean. */
    Line thinned() {
      int group = Math.ceilDiv(points.size(), MOST);
      Line line = new Line();
      for (int from = 0; from < points.size(); from += group) {
        List<double[]> together = points.subList(from, Math.min(from + group, points.size()));
        line.add(
            together.getLast()[0],
            together.stream().mapToDouble(point -> point[1]).average().orElseThrow());
      }
      return line;
    }
  }
}
