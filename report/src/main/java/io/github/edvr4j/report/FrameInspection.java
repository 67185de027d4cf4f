package io.github.edvr4j.report;

import io.github.edvr4j.alignment.Displacements;
import io.github.edvr4j.alignment.Field;
import io.github.edvr4j.alignment.Layer;
import io.github.edvr4j.alignment.WatchedStage.Values;
import io.github.edvr4j.report.FrameSection.Apart;
import io.github.edvr4j.report.FrameSection.Features;
import io.github.edvr4j.report.FrameSection.LayerRow;
import io.github.edvr4j.report.FrameSection.Neighbour;
import io.github.edvr4j.report.FrameSection.PlacesOf;
import io.github.edvr4j.report.FrameSection.Weight;
import io.github.edvr4j.report.FrameSection.WindowFrame;
import io.github.edvr4j.report.HeatMap.Colours;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Draws what happened at one frame. */
final class FrameInspection {

  /** Arrows beside one another over the width of a picture. */
  private static final int ARROWS = 24;

  private static final int ARROWS_OF_A_GROUP = 10;

  private static final int GROUPS_OF_A_ROW = 4;

  private static final HeatMap SHARES = new HeatMap(Colours.VIRIDIS, 1);

  /** Of all differences, so many should not have the brightest colour. */
  private static final double MOST = 0.995;

  private final Window window;
  private final int frame;
  private final double fullLength;
  private final PictureStore pictures;
  private final int height;
  private final int width;

  /**
   * @param window that was moved to the frame
   * @param frame number in the footage
   * @param fullLength pixels of level 1 that have the full colour of flow
   */
  FrameInspection(Window window, int frame, double fullLength, PictureStore pictures) {
    this.window = window;
    this.frame = frame;
    this.fullLength = fullLength;
    this.pictures = pictures;
    height = window.features(0).height();
    width = window.features(0).width();
  }

  /**
   * What every neighbour is compared with.
   *
   * @param aligned the reference's features aligned with itself
   * @param place where one output value is looked at
   */
  private record Reference(
      Field picture,
      Field features,
      FeatureColours colours,
      Field aligned,
      FeatureColours alignedColours,
      int place) {}

  /**
   * @param use is told what the neighbors are worth
   */
  FrameSection draw(Inspector inspector, String title, NeighborUse.Sum use) {
    int centre = window.config().centre();
    Field picture = window.picture(centre);
    List<Values> aligned = IntStream.range(0, window.frames()).mapToObj(window::align).toList();
    List<Field> features = aligned.stream().map(values -> values.results().getFirst()).toList();
    Values fused = inspector.fuse(features);
    Field restored = inspector.reconstruct(fused.results().getFirst(), picture);
    Field enlarged = Rgb.resized(picture, restored.height(), restored.width());
    use.add(restored, inspector.ofCopies(features.get(centre), picture), enlarged);
    Reference reference =
        new Reference(
            small(picture),
            window.features(centre),
            FeatureColours.of(window.features(centre)),
            features.get(centre),
            FeatureColours.of(features.get(centre)),
            liveliestPlace(aligned));
    List<WindowFrame> frames = windowFrames(fused);
    boolean enlarges = window.config().scale() > 1;
    return new FrameSection(
        title,
        "frame" + frame,
        putPhoto("before", enlarged),
        enlarges ? "bicubic" : "before",
        putPhoto("after", restored),
        frames.get(centre).picture(),
        putPhoto("features", reference.colours().picture(reference.features())),
        putPhoto("aligned", reference.alignedColours().picture(reference.aligned())),
        frames,
        window.neighbours().stream()
            .map(t -> neighbour(t, aligned.get(t), frames.get(t).picture(), reference))
            .toList(),
        weights(fused, "spatial_attention", "spatial"));
  }

  /** At the size of level 1, for networks that reduce their frames. */
  private Field small(Field picture) {
    return Rgb.resized(picture, height, width);
  }

  private String put(String name, PictureFormat format, BufferedImage picture) {
    return pictures.put("frame%s-%s".formatted(frame, name), format, picture);
  }

  private String putPhoto(String name, Field picture) {
    return put(name, PictureFormat.JPEG, Rgb.picture(picture));
  }

  private String putMap(String name, BufferedImage heat) {
    return put(name, PictureFormat.PNG, heat);
  }

  /** Coarse grids are shown with sharp pixels, fine ones have too much detail for that. */
  private String putFlow(String name, Layer layer, BufferedImage colours) {
    return put(name, layer.scale() > 1 ? PictureFormat.PNG : PictureFormat.JPEG, colours);
  }

  private List<WindowFrame> windowFrames(Values fused) {
    List<WindowFrame> frames = new ArrayList<>();
    for (int t = 0; t < window.frames(); t++) {
      frames.add(
          new WindowFrame(
              title(t),
              t == window.config().centre(),
              putPhoto("input" + t, small(window.picture(t))),
              weights(fused, "temporal_attention." + t, "attention" + t)));
    }
    return frames;
  }

  private String title(int t) {
    int apart = t - window.config().centre();
    String place =
        apart == 0
            ? "t"
            : String.format(Locale.ROOT, "t %s %d", apart < 0 ? "−" : "+", Math.abs(apart));
    return "%s: frame %d".formatted(place, window.number(t));
  }

  /** A weight that the fusion names, where it does. */
  private List<Weight> weights(Values fused, String suffix, String name) {
    List<Weight> weights = new ArrayList<>();
    for (Map.Entry<String, Field> probe : fused.probes().entrySet()) {
      if (probe.getKey().endsWith(suffix)) {
        Field mean = probe.getValue().meanOfChannels(0, probe.getValue().channels());
        weights.add(new Weight(putMap(name, SHARES.picture(mean)), Scale.text(mean.mean())));
      }
    }
    return weights;
  }

  private Neighbour neighbour(int t, Values values, String input, Reference reference) {
    String prefix = "t" + t + "-";
    List<Layer> layers = Layer.of(values, window.config().deformableGroups());
    Layer finest = finest(layers);
    Field picture = small(window.picture(t));
    Field moved = Warp.backward(picture, finest.flow());
    Field before = Difference.ofPictures(picture, reference.picture());
    Field after = Difference.ofPictures(moved, reference.picture());
    double top = top(before, 255);
    return new Neighbour(
        title(t),
        t == window.neighbours().get((window.neighbours().size() - 1) / 2),
        input,
        putPhoto(prefix + "moved", moved),
        apart(prefix + "before", before, top, 255),
        apart(prefix + "after", after, top, 255),
        verdict(finest, before.mean(), after.mean()),
        features(prefix, window.features(t), values.results().getFirst(), reference),
        layers.stream().map(layer -> row(prefix, layer)).toList(),
        layers.stream().map(layer -> places(layer, reference.place())).toList());
  }

  private static Layer finest(List<Layer> layers) {
    return layers.stream()
        .filter(layer -> layer.scale() == 1 && !layer.isCascade())
        .findFirst()
        .orElseThrow();
  }

  private static String verdict(Layer finest, double before, double after) {
    double length = Scale.quantile(finest.flow().lengths(), 0.5);
    String moves =
        "Half of the pixels are moved by less than %s pixels.".formatted(Scale.text(length));
    if (length < 0.1) {
      return moves
          + " That is hardly any alignment: the network merges its frames nearly as they are.";
    }
    double share = before > 0 ? 100 * (1 - after / before) : 0;
    return moves
        + String.format(
            Locale.ROOT,
            share >= 0
                ? " Moved along it, the picture differs from the reference %.0f %% less."
                : " Moved along it, the picture differs from the reference %.0f %% more.",
            Math.abs(share));
  }

  /** The difference that has the brightest colour, a round number of levels. */
  private static double top(Field difference, double levels) {
    return Scale.roundedUp(levels * Scale.quantile(difference.values(), MOST)) / levels;
  }

  /**
   * @param levels of the value 1, for the texts
   */
  private Apart apart(String name, Field difference, double top, double levels) {
    return new Apart(
        putMap(name, new HeatMap(Colours.INFERNO, top).picture(difference)),
        Scale.text(levels * difference.mean()),
        Scale.text(levels * top));
  }

  private Features features(String prefix, Field neighbour, Field aligned, Reference reference) {
    Field before = Difference.ofFeatures(neighbour, reference.features());
    Field after = Difference.ofFeatures(aligned, reference.aligned());
    double top = top(before, 100);
    return new Features(
        putPhoto(prefix + "features", reference.colours().picture(neighbour)),
        apart(prefix + "features-before", before, top, 100),
        putPhoto(prefix + "aligned", reference.alignedColours().picture(aligned)),
        apart(prefix + "features-after", after, top, 100));
  }

  private LayerRow row(String prefix, Layer layer) {
    Displacements displacements = layer.displacements();
    ColourWheel wheel = new ColourWheel(fullLength);
    Field mask = displacements.meanMask();
    String name = prefix + layer.title().toLowerCase(Locale.ROOT).replace(" ", "") + "-";
    int groups = displacements.groups();
    Sheet sheet = new Sheet(Math.min(groups, GROUPS_OF_A_ROW), mask.height(), mask.width());
    StringBuilder groupArrows = new StringBuilder();
    for (int group = 0; group < groups; group++) {
      int left = sheet.left(group) * layer.scale();
      int top = sheet.top(group) * layer.scale();
      groupArrows.append(
          new Arrows((double) width / ARROWS_OF_A_GROUP, fullLength)
              .path(layer.flow(group), layer.scale(), left, top));
    }
    return new LayerRow(
        "frame%s-%sarrows".formatted(frame, name),
        layer.title(),
        about(layer),
        layer.name(),
        Scale.text(layer.meanAbs()),
        putFlow(name + "flow", layer, wheel.picture(layer.flow())),
        "0 0 %s %s".formatted(width, height),
        new Arrows((double) width / ARROWS, fullLength).path(layer.flow(), layer.scale(), 0, 0),
        putMap(name + "mask", SHARES.picture(mask)),
        Scale.text(mask.mean()),
        groups,
        putFlow(
            name + "groups-flow", layer, sheet.of(each(groups, g -> wheel.picture(layer.flow(g))))),
        "0 0 %s %s"
            .formatted(sheet.width(groups) * layer.scale(), sheet.height(groups) * layer.scale()),
        groupArrows.toString(),
        putMap(
            name + "groups-mask",
            sheet.of(each(groups, g -> SHARES.picture(displacements.meanMask(g))))));
  }

  private static List<BufferedImage> each(int groups, IntFunction<BufferedImage> picture) {
    return IntStream.range(0, groups).mapToObj(picture).toList();
  }

  private static String about(Layer layer) {
    if (layer.isCascade()) {
      return "Once more over the aligned features of level 1: what is left to correct";
    }
    return switch (layer.scale()) {
      case 1 -> "Full size; begins from the offsets of level 2";
      case 2 -> "Half the size, one pixel here is two; begins from the offsets of level 3";
      default ->
          "A quarter of the size, one pixel here is four; found from the features of this level"
              + " alone";
    };
  }

  private PlacesOf places(Layer layer, int place) {
    return new PlacesOf(
        layer.title(),
        String.valueOf(width),
        String.valueOf(height),
        Places.of(layer, place % width, place / width));
  }

  /** The place, away from the edges, that the neighbours' finest offsets move furthest. */
  private int liveliestPlace(List<Values> aligned) {
    float[] lengths = new float[height * width];
    for (int t : window.neighbours()) {
      float[] more =
          finest(Layer.of(aligned.get(t), window.config().deformableGroups())).flow().lengths();
      for (int i = 0; i < lengths.length; i++) {
        lengths[i] += more[i];
      }
    }
    int best = height / 2 * width + width / 2;
    for (int y = height / 6; y < height - height / 6; y++) {
      for (int x = width / 6; x < width - width / 6; x++) {
        if (lengths[y * width + x] > lengths[best]) {
          best = y * width + x;
        }
      }
    }
    return best;
  }
}
