package io.github.edvr4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.edvr4j.metrics.Channels;
import io.github.edvr4j.report.Comparison.ClipScore;
import io.github.edvr4j.stream.Frame;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {

  private static final int HEIGHT = 16;
  private static final int WIDTH = 20;

  @TempDir private Path folder;

  /** Levels of 8 bits, one more with every frame. */
  private static Frame grey(int level, int number) {
    Frame frame = new Frame(HEIGHT, WIDTH);
    for (int i = 0; i < frame.rgb().length; i++) {
      frame.rgb()[i] = (level + number + i % 7) / 255f;
    }
    return frame;
  }

  private Document page(Comparison comparison, Optional<String> reference) throws IOException {
    Path file = folder.resolve("page.html");
    comparison.write(file, reference);
    Parser parser = Parser.htmlParser().setTrackErrors(20);
    Document page = Jsoup.parse(Files.readString(file), "", parser);
    assertThat(parser.getErrors()).isEmpty();
    assertThat(page.select("link[href], script[src]")).isEmpty();
    for (Element image : page.select("img")) {
      assertThat(image.attr("src")).startsWith("data:image/png;base64,");
      assertThat(picture(image)).isNotNull();
    }
    return page;
  }

  private static BufferedImage picture(Element image) throws IOException {
    byte[] bytes = Base64.getDecoder().decode(image.attr("src").replaceFirst(".*,", ""));
    return ImageIO.read(new ByteArrayInputStream(bytes));
  }

  @Test
  void theChosenFramesAreThere() throws IOException {
    Comparison comparison = new Comparison("one", "<other>", Set.of(1, 9), Channels.RGB);
    for (int i = 0; i < 3; i++) {
      comparison.add(new Pair(grey(51, i), grey(102, i)), i / 25.0);
    }
    assertThat(comparison.frames()).isEqualTo(3);
    assertThat(comparison.pictures()).isEqualTo(1);
    assertThat(comparison.scores()).isEmpty();
    Document page = page(comparison, Optional.empty());
    assertThat(page.select("section h2").eachText()).containsExactly("Frame 1 (0.04 s)");
    assertThat(page.select(".label").eachText()).containsExactly("A", "B");
    assertThat(page.select("dd").eachText()).contains("one", "<other>", "3");
    List<Element> pictures = page.select(".slider img");
    assertThat(picture(pictures.get(0)).getRGB(0, 0) >> 16 & 0xFF).isEqualTo(52);
    assertThat(picture(pictures.get(1)).getRGB(0, 0) >> 16 & 0xFF).isEqualTo(103);
    assertThat(page.text()).contains("mean 51 of 255");
    assertThat(page.select("table")).isEmpty();
  }

  @Test
  void aReferenceGivesNumbers() throws IOException {
    Comparison comparison = new Comparison("one", "other", Set.of(0), Channels.RGB);
    for (int i = 0; i < 2; i++) {
      comparison.add(new Pair(grey(51, i), grey(102, i)), grey(51, i), i / 25.0);
    }
    assertThat(comparison.scores())
        .extracting(ClipScore::psnr)
        .first()
        .as("identical")
        .isEqualTo("inf");
    // 51 levels apart: 20 log10(255 / 51).
    assertThat(comparison.scores().get(1).psnr()).isEqualTo("13.979");
    assertThat(comparison.scores().get(1).flicker()).isEqualTo("0.000");
    Document page = page(comparison, Optional.of("truth"));
    assertThat(page.select("td").eachText()).contains("one", "inf", "1.0000", "13.979");
    assertThat(page.select("h2").eachText()).contains("Against truth");
    assertThat(page.select(".label.right").text()).startsWith("B: 13.979 dB, SSIM 0.");
  }

  @Test
  void theSmallerFrameIsEnlarged() {
    Frame large = new Frame(2 * HEIGHT, 2 * WIDTH);
    Pair pair = Pair.of(grey(51, 0), large);
    assertThat(pair.a().height()).isEqualTo(2 * HEIGHT);
    assertThat(pair.b()).isSameAs(large);
    Frame both = pair.sideBySide();
    assertThat(both.width()).isEqualTo(4 * WIDTH);
    assertThat(both.rgb()[0]).isEqualTo(pair.a().rgb()[0]);
    assertThat(both.rgb()[(3 * 4 * WIDTH + 2 * WIDTH + 1) * 3]).isZero();
    assertThat(both.rgb()[(3 * 4 * WIDTH + 2 * WIDTH - 1) * 3]).isPositive();
    assertThatThrownBy(() -> new Pair(grey(0, 0), large))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
