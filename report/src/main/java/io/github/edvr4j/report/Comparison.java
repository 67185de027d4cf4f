package io.github.edvr4j.report;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.alignment.Field;
import io.github.edvr4j.files.OutputFile;
import io.github.edvr4j.metrics.Channels;
import io.github.edvr4j.metrics.ClipComparison;
import io.github.edvr4j.metrics.ClipComparison.Score;
import io.github.edvr4j.metrics.Rgb8;
import io.github.edvr4j.report.ComparisonPage.Picture;
import io.github.edvr4j.report.HeatMap.Colours;
import io.github.edvr4j.stream.Frame;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Two clips side by side, frame by frame, and how close each is to a reference. Pictures of the
 * chosen frames are kept, of the others only numbers. One thread at a time.
 */
public final class Comparison {

  /** Of all differences, so many should not have the brightest colour. */
  private static final double MOST = 0.995;

  private final String a;
  private final String b;
  private final Set<Integer> chosen;
  private final Channels channels;
  private final Judged judgedA;
  private final Judged judgedB;
  private final List<Picture> pictures = new ArrayList<>();
  private int frames;

  /**
   * @param a the clip on the left, as the user named it
   * @param b the clip on the right
   * @param chosen numbers of the frames whose pictures are kept
   * @param channels that are compared with the reference's
   */
  public Comparison(String a, String b, Set<Integer> chosen, Channels channels) {
    this.a = a;
    this.b = b;
    this.chosen = Set.copyOf(chosen);
    this.channels = channels;
    judgedA = new Judged(a, channels);
    judgedB = new Judged(b, channels);
  }

  /** One clip's closeness to the reference. */
  private static final class Judged {
    private final String name;
    private final ClipComparison comparison;
    private final List<Double> psnr = new ArrayList<>();

    Judged(String name, Channels channels) {
      this.name = name;
      comparison = new ClipComparison(channels, 0);
    }

    Score add(Frame frame, Rgb8 reference) {
      Score score = comparison.add(picture(frame), reference);
      psnr.add(score.psnr());
      return score;
    }

    ClipScore score() {
      ClipComparison.Mean mean = comparison.mean();
      return new ClipScore(name, decibels(mean.psnr()), ssim(mean.ssim()), flicker(mean.flicker()));
    }
  }

  /** The next frames, which nothing is compared with. */
  public void add(Pair pair, double seconds) {
    add(pair, seconds, "", "");
  }

  /**
   * The next frames, and what both should be like.
   *
   * @param reference of their size
   * @param seconds when they appear
   */
  public void add(Pair pair, Frame reference, double seconds) {
    Rgb8 expected = picture(reference);
    Score left = judgedA.add(pair.a(), expected);
    Score right = judgedB.add(pair.b(), expected);
    add(pair, seconds, ": " + text(left), ": " + text(right));
  }

  private void add(Pair pair, double seconds, String scoreOfA, String scoreOfB) {
    if (chosen.contains(frames)) {
      Field left = Rgb.field(pair.a());
      Field right = Rgb.field(pair.b());
      Field difference = Difference.ofPictures(left, right);
      double top = Scale.roundedUp(255 * Scale.quantile(difference.values(), MOST));
      pictures.add(
          new Picture(
              String.format(Locale.ROOT, "Frame %d (%.2f s)", frames, seconds),
              pair.a().width(),
              PictureStore.INLINE.put("a", Rgb.picture(left)),
              PictureStore.INLINE.put("b", Rgb.picture(right)),
              "A" + scoreOfA,
              "B" + scoreOfB,
              PictureStore.INLINE.put(
                  "difference", new HeatMap(Colours.INFERNO, top / 255).picture(difference)),
              Scale.text(255 * difference.mean()),
              Scale.text(top)));
    }
    frames++;
  }

  private static Rgb8 picture(Frame frame) {
    return Rgb8.of(frame.height(), frame.width(), frame.rgb());
  }

  private static String text(Score score) {
    return "%s dB, SSIM %s".formatted(decibels(score.psnr()), ssim(score.ssim()));
  }

  private static String decibels(double psnr) {
    return Double.isInfinite(psnr) ? "inf" : String.format(Locale.ROOT, "%.3f", psnr);
  }

  private static String ssim(double ssim) {
    return String.format(Locale.ROOT, "%.4f", ssim);
  }

  private static String flicker(OptionalDouble levels) {
    return levels.isPresent() ? String.format(Locale.ROOT, "%.3f", levels.getAsDouble()) : "-";
  }

  /** How many frames were compared. */
  public int frames() {
    return frames;
  }

  /** How many pictures are kept. */
  public int pictures() {
    return pictures.size();
  }

  /** How close both clips are to the reference; nothing where there was none. */
  public List<ClipScore> scores() {
    return judgedA.psnr.isEmpty() ? List.of() : List.of(judgedA.score(), judgedB.score());
  }

  /**
   * A clip's closeness to the reference, the means over its frames as texts.
   *
   * @param psnr decibels; "inf" if all frames are the reference's
   * @param flicker levels of 8 bits; "-" below two frames
   */
  public record ClipScore(String clip, String psnr, String ssim, String flicker) {}

  /**
   * Writes a page that needs nothing beside it.
   *
   * @param reference as the user named it, where the clips were compared with one
   * @throws EdvrException (OUTPUT) if it can't be written
   */
  public void write(Path page, Optional<String> reference) {
    ComparisonPage content =
        new ComparisonPage(
            a,
            b,
            frames,
            reference.stream().map(this::table).toList(),
            pictures,
            PictureStore.INLINE.put("scale", HeatMap.legend(Colours.INFERNO, 256, 16)));
    OutputFile.write(
        page,
        out -> {
          Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
          Template.fill("comparison.html", content, writer);
          writer.flush();
        });
  }

  private ComparisonPage.Table table(String reference) {
    Map<String, List<Double>> lines = new LinkedHashMap<>();
    lines.put("A", judgedA.psnr);
    lines.put("B", judgedB.psnr);
    List<Integer> marked = chosen.stream().filter(number -> number < frames).sorted().toList();
    return new ComparisonPage.Table(
        reference,
        channels == Channels.Y ? "luma" : "RGB",
        scores(),
        LineChart.picture("PSNR, dB", lines, marked).stream()
            .map(chart -> PictureStore.INLINE.put("psnr", chart))
            .toList());
  }
}
