package io.github.edvr4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.edvr4j.EdvrException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.util.DefaultLocale;

/** The page of a clip whose motion is known, by a network that knows it. */
@Tag("narrow")
class InspectionTest {

  private static final int HEIGHT = 64;
  private static final int WIDTH = 96;

  /** A place on the ground and one on the disk, at each level's pixels. */
  private static final int[] ON_GROUND = {16, 72};

  private static final int[] ON_DISK = {32, 48};

  private static final Pattern FIRST_ARROW = Pattern.compile("^M[^l]+l(\\S+) ([^m]+)m");

  @TempDir private static Path shared;

  @TempDir private Path folder;

  /** Drawn once for all tests that only look at it. */
  private static Path report = Path.of("");

  @BeforeAll
  static void inspect() {
    report = write(shared);
  }

  private static Path write(Path folder) {
    Footage footage = new Footage(new Region(0, 0, WIDTH, HEIGHT), OptionalDouble.empty());
    for (int i = 0; i < 5; i++) {
      footage.add(KnownMotion.frame(i, HEIGHT, WIDTH), i / 25.0);
    }
    Path report = folder.resolve("report");
    List<Integer> progress = new ArrayList<>();
    Inspection inspection =
        new Inspection(
            "a <clip> & more.mp4",
            "known",
            KnownMotion.CONFIG,
            new KnownMotion(),
            1,
            footage,
            List.of(2));
    inspection.write(report, progress::add);
    assertThat(progress).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(inspection.work()).isEqualTo(6);
    return report;
  }

  private static Document page(Path report) throws IOException {
    Parser parser = Parser.htmlParser().setTrackErrors(20);
    String html = Files.readString(report.resolve("index.html"));
    Document page = Jsoup.parse(html, "", parser);
    assertThat(parser.getErrors()).isEmpty();
    return page;
  }

  private static BufferedImage picture(Path report, String name) throws IOException {
    try (Stream<Path> files = Files.list(report.resolve("images"))) {
      Path file =
          files
              .filter(path -> path.getFileName().toString().matches(name + "\\.(png|jpg)"))
              .findFirst()
              .orElseThrow();
      return ImageIO.read(file.toFile());
    }
  }

  @Test
  void thePageNamesEveryPictureAndNothingElse() throws IOException {
    Document page = page(report);
    Set<String> named = new HashSet<>();
    page.select("img").forEach(image -> named.add(image.attr("src")));
    page.select("image").forEach(image -> named.add(image.attr("href")));
    Set<String> there = new HashSet<>();
    try (Stream<Path> files = Files.list(report.resolve("images"))) {
      files.forEach(file -> there.add("images/" + file.getFileName()));
    }
    assertThat(named).isEqualTo(there);
    assertThat(page.select("link[href], script[src]")).as("nothing is loaded").isEmpty();
    assertThat(page.html()).doesNotContain("http://", "https://", "{{");
    assertThat(page.title()).contains("a <clip> & more.mp4");
    Set<String> ids = new HashSet<>(page.select("[id]").eachAttr("id"));
    for (Element link : page.select("a, use")) {
      assertThat(ids).contains(link.attr("href").substring(1));
    }
  }

  @Test
  void thePageSaysWhatTheNeighborsAreWorth() throws IOException {
    assertThat(page(report).select("dd").eachText())
        .anyMatch(
            text ->
                text.startsWith(
                    "The model hardly uses its neighbors: without them, 1 frame changes by 0.00"));
  }

  @Test
  void theFlowOfEveryLevelHasTheColourOfTheMotion() throws IOException {
    double full = fullLength(page(report));
    ColourWheel wheel = new ColourWheel(full);
    for (int t : new int[] {0, 2}) {
      for (int level = 1; level <= 3; level++) {
        int size = 1 << (level - 1);
        BufferedImage flow = picture(report, "frame2-t%d-level%d-flow".formatted(t, level));
        assertThat(flow.getWidth()).isEqualTo(WIDTH / size);
        requireColour(
            flow, ON_GROUND, size, wheel.colour(KnownMotion.GROUND[0], KnownMotion.GROUND[1]));
        requireColour(flow, ON_DISK, size, wheel.colour(KnownMotion.DISK[0], KnownMotion.DISK[1]));
      }
      BufferedImage cascade = picture(report, "frame2-t%d-cascade-flow".formatted(t));
      requireColour(cascade, ON_DISK, 1, 0xFFFFFF);
    }
  }

  private static double fullLength(Document page) {
    Matcher text = Pattern.compile("Full colour is (\\S+) pixels").matcher(page.text());
    assertThat(text.find()).isTrue();
    return Double.parseDouble(text.group(1));
  }

  private static void requireColour(BufferedImage picture, int[] place, int size, int expected) {
    int drawn = picture.getRGB(place[1] / size, place[0] / size) & 0xFFFFFF;
    for (int shift : new int[] {16, 8, 0}) {
      assertThat(drawn >> shift & 0xFF)
          .as("%06X for %06X".formatted(drawn, expected))
          .isCloseTo(expected >> shift & 0xFF, within(6));
    }
  }

  @Test
  void arrowsPointWhereTheNeighbourShowsTheSame() throws IOException {
    Document page = page(report);
    Element arrows = page.selectFirst("svg[aria-label=Flow of Level 1 as arrows] path");
    Matcher first = FIRST_ARROW.matcher(arrows == null ? "" : arrows.attr("d"));
    assertThat(first.find()).isTrue();
    double dx = Double.parseDouble(first.group(1));
    double dy = Double.parseDouble(first.group(2));
    assertThat(Math.atan2(dy, dx))
        .isCloseTo(Math.atan2(KnownMotion.GROUND[1], KnownMotion.GROUND[0]), within(0.05));
  }

  @Test
  void theMovedNeighbourIsTheReference() throws IOException {
    BufferedImage reference = picture(report, "frame2-input1");
    BufferedImage neighbour = picture(report, "frame2-input0");
    BufferedImage moved = picture(report, "frame2-t0-moved");
    for (int[] place : List.of(ON_GROUND, ON_DISK)) {
      int expected = reference.getRGB(place[1], place[0]);
      assertThat(apart(neighbour.getRGB(place[1], place[0]), expected)).isGreaterThan(30);
      assertThat(apart(moved.getRGB(place[1], place[0]), expected)).isLessThan(10);
    }
    // But for what the disk uncovers and what lies beyond the edges.
    assertThat(dark(picture(report, "frame2-t0-before"))).isLessThan(0.4);
    assertThat(dark(picture(report, "frame2-t0-after"))).isGreaterThan(0.8);
    assertThat(page(report).text()).containsPattern("differs from the reference \\d\\d % less");
  }

  /** The sum over red, green and blue. */
  private static int apart(int a, int b) {
    int sum = 0;
    for (int shift : new int[] {16, 8, 0}) {
      sum += Math.abs((a >> shift & 0xFF) - (b >> shift & 0xFF));
    }
    return sum;
  }

  /** The share of pixels that hardly differ. */
  private static double dark(BufferedImage differences) {
    double dark = 0;
    for (int y = 0; y < differences.getHeight(); y++) {
      for (int x = 0; x < differences.getWidth(); x++) {
        dark += (differences.getRGB(x, y) >> 16 & 0xFF) < 24 ? 1 : 0;
      }
    }
    return dark / (differences.getHeight() * differences.getWidth());
  }

  @Test
  void masksAreHeatMapsOfEachGroup() throws IOException {
    BufferedImage masks = picture(report, "frame2-t0-level1-groups-mask");
    Sheet sheet = new Sheet(2, HEIGHT, WIDTH);
    HeatMap shares = new HeatMap(HeatMap.Colours.VIRIDIS, 1);
    assertThat(masks.getWidth()).isEqualTo(sheet.width(2));
    assertThat(masks.getRGB(sheet.left(0) + 10, 10) & 0xFFFFFF).isEqualTo(shares.colour(1));
    // Five of the second group's nine taps count fully, the four at the corners half.
    assertThat(masks.getRGB(sheet.left(1) + 10, 10) & 0xFFFFFF).isEqualTo(shares.colour(7 / 9.0));
  }

  @Test
  void meanOffsetsAreInPixelsOfTheirLevel() throws IOException {
    Document page = page(report);
    List<Double> means =
        page.select("table td:last-child").eachText().stream().map(Double::valueOf).toList();
    assertThat(page.select("table td:first-child").eachText())
        .containsExactly("Level 3", "Level 2", "Level 1", "Cascade");
    assertThat(means.get(2)).isCloseTo(2 * means.get(1), within(0.5));
    assertThat(means.get(1)).isCloseTo(2 * means.get(0), within(0.5));
    assertThat(means.get(3)).isZero();
  }

  @Test
  void anEarlierReportIsReplacedAndNothingElse() throws IOException {
    Path report = write(folder);
    Inspection.requireReplaceable(report);
    Files.writeString(report.resolve("images/stale.png"), "");
    write(folder);
    assertThat(report.resolve("images/stale.png")).doesNotExist();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(report);
    }
    Files.writeString(report.resolve("mine.txt"), "");
    assertThatThrownBy(() -> Inspection.requireReplaceable(report))
        .isInstanceOf(EdvrException.class)
        .hasMessageContaining("holds more than a report");
    Inspection.requireReplaceable(folder.resolve("new"));
  }

  @Test
  void anEarlierReportComesBackWhereItCannotBeReplaced() throws IOException {
    Path report = Files.createDirectory(folder.resolve("report"));
    Files.writeString(report.resolve("index.html"), "earlier");
    try (PartialFolder broken = new PartialFolder(report)) {
      Files.delete(broken.part());
      assertThatThrownBy(broken::commit).isInstanceOf(EdvrException.class);
    }
    assertThat(report.resolve("index.html")).hasContent("earlier");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(report);
    }
  }

  /** Arabic has digits of its own, which no browser reads in a drawing. */
  @Test
  @DefaultLocale("ar-EG")
  void drawingsAreThereWhateverTheLocale() throws IOException {
    assertThat(page(write(folder)).select("svg").eachAttr("viewBox"))
        .isNotEmpty()
        .allMatch(box -> box.matches("[-0-9. ]+"));
  }

  @Test
  void whatFailsLeavesNothingBehind() throws IOException {
    Footage footage = new Footage(new Region(0, 0, WIDTH, HEIGHT), OptionalDouble.empty());
    footage.add(KnownMotion.frame(0, HEIGHT, WIDTH), 0);
    Inspection inspection =
        new Inspection(
            "clip",
            "broken",
            KnownMotion.CONFIG,
            (name, elements) -> {
              throw new EdvrException(EdvrException.Category.MODEL, "no " + name);
            },
            1,
            footage,
            List.of(0));
    assertThatThrownBy(() -> inspection.write(folder.resolve("report"), done -> {}))
        .isInstanceOf(EdvrException.class);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void framesThatAreNotThereAreRefused() {
    Footage footage = new Footage(new Region(0, 0, WIDTH, HEIGHT), OptionalDouble.empty());
    footage.add(KnownMotion.frame(0, HEIGHT, WIDTH), 0);
    assertThatThrownBy(
            () ->
                new Inspection(
                    "clip", "known", KnownMotion.CONFIG, new KnownMotion(), 1, footage, List.of(1)))
        .isInstanceOf(EdvrException.class)
        .hasMessageContaining("no frame 1");
  }

  @Test
  void chosenFramesAreSpread() {
    assertThat(Inspection.spread(25)).containsExactly(4, 12, 20);
    assertThat(Inspection.spread(2)).containsExactly(0, 1);
    assertThat(Inspection.spread(1)).containsExactly(0);
  }
}
