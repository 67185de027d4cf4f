package io.github.edvr4j.report;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.alignment.Layer;
import io.github.edvr4j.files.FileFailure;
import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.ops.Weights;
import io.github.edvr4j.report.HeatMap.Colours;
import io.github.edvr4j.report.InspectionPage.Fact;
import io.github.edvr4j.report.InspectionPage.Mean;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/**
 * Shows what a network's alignment does with a clip, as a page in a folder with its pictures.
 *
 * @param clip as the user named it
 * @param model likewise
 * @param config of the network
 * @param weights of the network
 * @param threads that compute
 * @param footage the frames
 * @param chosen numbers of the frames that are shown in detail, rising
 */
public record Inspection(
    String clip,
    String model,
    EdvrConfig config,
    Weights weights,
    int threads,
    Footage footage,
    List<Integer> chosen) {

  /** The page's file. */
  public static final String INDEX = "index.html";

  /** Of the displacements of all groups, so many should not be longer than the full colour says. */
  private static final double MOST = 0.99;

  /**
   * @throws EdvrException (USAGE) if a chosen frame is not there
   */
  public Inspection {
    chosen = List.copyOf(chosen);
    for (int number : chosen) {
      if (number < 0 || number >= footage.size()) {
        throw new EdvrException(
            Category.USAGE,
            "there is no frame %d among those that are looked at, which are 0 to %d"
                .formatted(number, footage.size() - 1));
      }
    }
  }

  /** Frames that show a clip: its middle, and the middles of its first and last third. */
  public static List<Integer> spread(int frames) {
    return List.of(frames / 6, frames / 2, frames - 1 - frames / 6).stream().distinct().toList();
  }

  /**
   * Refuses to replace a folder that holds anything but an earlier report.
   *
   * @throws EdvrException (USAGE) if it does; (OUTPUT) if it can't be read
   */
  public static void requireReplaceable(Path folder) {
    if (Files.notExists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      Set<String> known = Set.of(INDEX, PictureStore.FOLDER);
      List<String> names = files.map(file -> file.getFileName().toString()).toList();
      if (!names.isEmpty() && (!known.containsAll(names) || !names.contains(INDEX))) {
        throw new EdvrException(
            Category.USAGE,
            "the folder %s holds more than a report, and would be replaced as a whole; name another one"
                .formatted(folder));
      }
    } catch (IOException e) {
      throw failure(folder, e);
    }
  }

  /**
   * Computes the frames and writes {@code index.html} with all it needs.
   *
   * @param folder is made, or replaced
   * @param progress is told how many frames are done, of {@link #work}
   * @return how much the frames that are shown in detail owe to their neighbors
   * @throws EdvrException (OUTPUT) if it can't be written; (MODEL) if a weight is missing; (MEMORY)
   *     if memory doesn't suffice
   */
  public NeighborUse write(Path folder, IntConsumer progress) {
    Region region = footage.region();
    try (PartialFolder written = new PartialFolder(folder);
        Inspector inspector =
            new Inspector(config, weights, threads, region.height(), region.width())) {
      InspectionPage page = page(inspector, PictureStore.beside(written.part()), progress);
      try (Writer out = Files.newBufferedWriter(written.part().resolve(INDEX))) {
        Template.fill("inspection.html", page, out);
      }
      written.commit();
      return page.use();
    } catch (IOException e) {
      throw failure(folder, e);
    }
  }

  private static EdvrException failure(Path folder, IOException e) {
    return new EdvrException(
        Category.OUTPUT, "can't write %s: %s".formatted(folder, FileFailure.reason(e)), e);
  }

  private InspectionPage page(Inspector inspector, PictureStore pictures, IntConsumer progress) {
    NeighborUse.Sum use = new NeighborUse.Sum();
    Window window = new Window(inspector, footage);
    Map<String, List<Double>> layers = new LinkedHashMap<>();
    double longest = 0;
    for (int frame = 0; frame < footage.size(); frame++) {
      window.moveTo(frame);
      window
          .meanOfNeighbours(Layer::meanAbs)
          .forEach(
              (layer, mean) -> layers.computeIfAbsent(layer, l -> new ArrayList<>()).add(mean));
      if (chosen.contains(frame)) {
        longest = Math.max(longest, longest(window));
      }
      progress.accept(frame + 1);
    }
    double fullLength = Scale.roundedUp(longest);
    List<FrameSection> sections = new ArrayList<>();
    for (int frame : chosen) {
      window.moveTo(frame);
      sections.add(
          new FrameInspection(window, frame, fullLength, pictures)
              .draw(inspector, title(frame), use));
      progress.accept(footage.size() + sections.size());
    }
    return new InspectionPage(
        clip,
        model,
        facts(),
        use.over(mean(layers.getOrDefault("Level 1", List.of()))),
        pictures.put("wheel", ColourWheel.legend(180)),
        Scale.text(fullLength),
        pictures.put("shares", HeatMap.legend(Colours.VIRIDIS, 256, 16)),
        pictures.put("differences", HeatMap.legend(Colours.INFERNO, 256, 16)),
        LineChart.picture("mean |offset|, pixels", layers, chosen).stream()
            .map(chart -> pictures.put("offsets", chart))
            .toList(),
        layers.entrySet().stream().map(Inspection::mean).toList(),
        sections);
  }

  /** How far the groups of the window's neighbours move, but for the few that move furthest. */
  private double longest(Window window) {
    double longest = 0;
    for (int t : window.neighbours()) {
      for (Layer layer : Layer.of(window.align(t), config.deformableGroups())) {
        for (int group = 0; group < config.deformableGroups(); group++) {
          longest = Math.max(longest, Scale.quantile(layer.flow(group).lengths(), MOST));
        }
      }
    }
    return longest;
  }

  private static Mean mean(Map.Entry<String, List<Double>> layer) {
    return new Mean(layer.getKey(), Scale.text(mean(layer.getValue())));
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }

  private String title(int frame) {
    return String.format(Locale.ROOT, "Frame %d (%.2f s)", frame, footage.seconds(frame));
  }

  private List<Fact> facts() {
    Region region = footage.region();
    return List.of(
        new Fact("clip", clip),
        new Fact(
            "looked at",
            "%d frame%s, %dx%d pixels from (%d, %d)"
                .formatted(
                    footage.size(),
                    footage.size() == 1 ? "" : "s",
                    region.width(),
                    region.height(),
                    region.x(),
                    region.y())),
        new Fact("model", model),
        new Fact(
            "network",
            "%d features, windows of %d frames, %d deformable groups, %s, x%d"
                .formatted(
                    config.features(),
                    config.frames(),
                    config.deformableGroups(),
                    config.tsa() ? "temporal and spatial attention" : "fusion by one convolution",
                    config.scale())));
  }

  /** How many frames are computed. */
  public int work() {
    return footage.size() + chosen.size();
  }
}
