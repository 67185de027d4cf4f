package io.github.edvr4j.metrics;

import io.github.edvr4j.goldens.NpyArray;
import io.github.edvr4j.goldens.Npz;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What BasicSR measured, and on what: from the bundled resources, or from the folder that the
 * system property {@code goldens} names.
 */
final class MetricsGolden {

  private static final Pattern RESULT =
      Pattern.compile("\"((?:psnr|ssim)_crop\\d+_(?:RGB|Y))\":\\s*([\\d.]+)");

  private final Map<String, NpyArray> arrays = Npz.read(file("misc/metrics.npz"));

  /** The golden values by name, such as {@code psnr_crop4_Y}. */
  Map<String, Double> results() throws IOException {
    Map<String, Double> results = new LinkedHashMap<>();
    RESULT
        .matcher(Files.readString(file("manifest.json")))
        .results()
        .forEach(match -> results.put(match.group(1), Double.parseDouble(match.group(2))));
    return results;
  }

  NpyArray array(String name) {
    return Objects.requireNonNull(arrays.get(name), name);
  }

  /** A picture that the file keeps in OpenCV's order, blue first. */
  Rgb8 picture(String name) {
    NpyArray bgr = array(name);
    byte[] rgb = new byte[bgr.size()];
    for (int i = 0; i < rgb.length; i += 3) {
      for (int c = 0; c < 3; c++) {
        rgb[i + c] = bgr.data().get(i + 2 - c);
      }
    }
    return new Rgb8(bgr.shape()[0], bgr.shape()[1], rgb);
  }

  private static Path file(String name) {
    String folder = System.getProperty("goldens", "");
    if (!folder.isEmpty()) {
      return Path.of(folder, name);
    }
    URL resource =
        Objects.requireNonNull(MetricsGolden.class.getResource("/goldens/" + name), name);
    try {
      return Path.of(resource.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(name, e);
    }
  }
}
