package io.github.edvr4j.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.knowm.xchart.AnnotationLine;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Values of every frame, as lines. */
final class LineChart {

  /** Twice the size at which the page shows it, for screens of any density. */
  private static final int WIDTH = 1800;

  private static final int HEIGHT = 760;

  /** Lines that lie further apart than by this factor need a logarithmic axis. */
  private static final double LINEAR = 8;

  private static final BasicStroke DASHED =
      new BasicStroke(3, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 1, new float[] {8, 8}, 0);

  private LineChart() {}

  /**
   * Draws the lines.
   *
   * @param title of the values
   * @param lines by their names, one value a frame; what is infinite is left out
   * @param marked frames that are shown in detail
   * @return nothing where there is no line to draw
   */
  static Optional<BufferedImage> picture(
      String title, Map<String, List<Double>> lines, List<Integer> marked) {
    if (lines.values().stream().noneMatch(line -> drawn(line).size() > 1)) {
      return Optional.empty();
    }
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .xAxisTitle("frame")
            .yAxisTitle(title)
            .theme(ChartTheme.Matlab)
            .build();
    style(chart);
    DoubleSummaryStatistics values =
        lines.values().stream()
            .flatMap(List::stream)
            .mapToDouble(Double::doubleValue)
            .filter(Double::isFinite)
            .summaryStatistics();
    if (values.getMin() > 0 && values.getMax() / values.getMin() > LINEAR) {
      chart
          .getStyler()
          .setYAxisLogarithmic(true)
          .setYAxisLogarithmicDecadeOnly(false)
          .setYAxisTickLabelsFormattingFunction(LineChart::logarithmicLabel);
    }
    lines.forEach((name, line) -> add(chart, name, line));
    for (int frame : marked) {
      chart.addAnnotation(new AnnotationLine(frame, true, false));
    }
    return Optional.of(BitmapEncoder.getBufferedImage(chart));
  }

  /** Of each decade 1, 2 and 5: all nine would run into one another. */
  private static String logarithmicLabel(double value) {
    double power = Math.pow(10, Math.floor(Math.log10(value) + 1e-6));
    long digit = Math.round(value / power);
    return digit == 1 || digit == 2 || digit == 5 ? Scale.text(value) : "";
  }

  private static void style(XYChart chart) {
    Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 26);
    chart.getStyler().setAxisTitleFont(font);
    chart.getStyler().setAxisTickLabelsFont(font);
    chart.getStyler().setLegendFont(font);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
    chart.getStyler().setLegendLayout(LegendLayout.Horizontal);
    chart.getStyler().setLegendBorderColor(Color.WHITE);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setChartTitleVisible(false);
    chart.getStyler().setAxisTickPadding(14);
    chart.getStyler().setAxisTitlePadding(20);
    chart.getStyler().setXAxisTickMarkSpacingHint(160);
    chart.getStyler().setYAxisTickMarkSpacingHint(90);
    chart.getStyler().setAnnotationLineColor(Color.GRAY);
    chart.getStyler().setAnnotationLineStroke(DASHED);
    chart.getStyler().setLocale(Locale.ROOT);
  }

  private static void add(XYChart chart, String name, List<Double> values) {
    List<Integer> frames = drawn(values);
    if (frames.isEmpty()) {
      return;
    }
    XYSeries series = chart.addSeries(name, frames, frames.stream().map(values::get).toList());
    series.setMarker(frames.size() == 1 ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
    series.setLineStyle(new BasicStroke(4));
  }

  /** The frames whose values are finite. */
  private static List<Integer> drawn(List<Double> values) {
    return IntStream.range(0, values.size())
        .filter(i -> Double.isFinite(values.get(i)))
        .boxed()
        .toList();
  }
}
