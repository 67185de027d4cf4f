package io.github.edvr4j.stream;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.engine.Cost;
import io.github.edvr4j.model.EdvrConfig;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How frames of one size will be restored, and what that takes; found without computing anything.
 */
public final class StreamPlan {

  /** Tile sizes that are worth comparing: below, most of a tile is overlap. */
  private static final List<Integer> SIZES =
      List.of(1536, 1024, 768, 576, 448, 352, 288, 224, 176, 144, 112, 96);

  /** Of the memory there is, arrays of many sizes can't fill all. */
  private static final double USABLE = 0.85;

  /** Frames between decoder, network and encoder at a time, beside those of a window. */
  private static final int FRAMES_UNDER_WAY = 5;

  /** Restored frames of fewer bytes than this may wait for the encoder, two at a time. */
  private static final long SMALL_FRAME = 1 << 26;

  /** Values of a frame, which are one array. */
  private static final long LARGEST_FRAME = Integer.MAX_VALUE - 8;

  private final EdvrConfig config;
  private final FrameBorder border;
  private final StreamOptions options;
  private final Padding padding;
  private final List<Flip> views;
  private final TileGrid grid;
  private final boolean keepsFeatures;
  private final boolean strict;
  private final long multiplyAdds;
  private final long bytes;

  private StreamPlan(
      EdvrConfig config,
      FrameBorder border,
      StreamOptions options,
      TileGrid grid,
      boolean keepsFeatures) {
    this.config = config;
    this.border = border;
    this.options = options;
    this.grid = grid;
    this.keepsFeatures = keepsFeatures;
    strict = options.strict();
    padding = options.padding().orElse(Padding.defaultFor(config));
    views = options.selfEnsemble() ? List.of(Flip.values()) : List.of(Flip.NONE);
    Cost cost = Cost.of(config, grid.tileHeight(), grid.tileWidth());
    int frames = config.frames();
    long features = (keepsFeatures ? 1 : frames) * cost.featureMultiplyAdds();
    int pictures = views.size() * grid.tiles();
    multiplyAdds = pictures * (features + cost.windowMultiplyAdds());
    bytes = cost.bytes((long) frames * (keepsFeatures ? pictures : 1)) + frameBytes();
  }

  /** Frames of a window and under way, and restored ones: being made, waiting, being written. */
  private long frameBytes() {
    long in = 4L * Frame.CHANNELS * border.paddedHeight() * border.paddedWidth();
    long out = 4L * Frame.CHANNELS * outputHeight() * outputWidth();
    return in * (config.frames() + FRAMES_UNDER_WAY) + 2 * out + 2 * Math.min(out, SMALL_FRAME);
  }

  /**
   * @throws EdvrException (MEMORY) if what the options allow can't suffice
   */
  static StreamPlan of(EdvrConfig config, int height, int width, StreamOptions options) {
    FrameBorder border = new FrameBorder(height, width, config.sizeMultiple());
    long values = (long) Frame.CHANNELS * height * width * config.scale() * config.scale();
    if (values > LARGEST_FRAME) {
      throw new EdvrException(
          Category.MEMORY,
          "frames of %dx%d become larger than any array can be; restore smaller frames"
              .formatted(width, height));
    }
    TileGrid whole = TileGrid.whole(border.paddedHeight(), border.paddedWidth());
    return switch (options.tiling()) {
      case Tiling.Off() -> required(config, border, options, List.of(whole));
      case Tiling.Tiles(int size, int overlap) ->
          required(config, border, options, List.of(grid(config, border, size, overlap)));
      case Tiling.Auto() -> {
        Optional<StreamPlan> fits = cheapest(config, border, options, List.of(whole));
        yield fits.isPresent()
            ? fits.get()
            : required(config, border, options, grids(config, border));
      }
    };
  }

  private static List<TileGrid> grids(EdvrConfig config, FrameBorder border) {
    int overlap = Tiling.overlapFor(config);
    return SIZES.stream()
        .map(size -> size * config.sizeMultiple() / 4)
        .map(size -> grid(config, border, size, overlap))
        .distinct()
        .toList();
  }

  private static TileGrid grid(EdvrConfig config, FrameBorder border, int size, int overlap) {
    return TileGrid.of(
        border.paddedHeight(), border.paddedWidth(), size, overlap, config.sizeMultiple());
  }

  private static StreamPlan required(
      EdvrConfig config, FrameBorder border, StreamOptions options, List<TileGrid> grids) {
    return cheapest(config, border, options, grids)
        .orElseThrow(() -> tooLarge(config, border, options, grids));
  }

  /** The plan with the least arithmetic of those that fit into memory. */
  private static Optional<StreamPlan> cheapest(
      EdvrConfig config, FrameBorder border, StreamOptions options, List<TileGrid> grids) {
    return plans(config, border, options, grids).stream()
        .filter(plan -> plan.bytes <= USABLE * options.memory())
        .min(Comparator.comparingLong(StreamPlan::multiplyAdds));
  }

  private static List<StreamPlan> plans(
      EdvrConfig config, FrameBorder border, StreamOptions options, List<TileGrid> grids) {
    List<StreamPlan> plans = new ArrayList<>();
    for (TileGrid grid : grids) {
      try {
        plans.add(new StreamPlan(config, border, options, grid, true));
        if (grid.tiles() > 1) {
          plans.add(new StreamPlan(config, border, options, grid, false));
        }
      } catch (EdvrException e) {
        // No array holds what a stage computes: not even beyond this machine's memory.
        continue;
      }
    }
    return plans;
  }

  private static EdvrException tooLarge(
      EdvrConfig config, FrameBorder border, StreamOptions options, List<TileGrid> grids) {
    String needed =
        plans(config, border, options, grids).stream()
            .min(Comparator.comparingLong(StreamPlan::bytes))
            .map(plan -> amount((long) (plan.bytes / USABLE)))
            .orElse("more than any array holds");
    return new EdvrException(
        Category.MEMORY,
        "frames of %dx%d take %s of memory with this model%s, and Java may use %s; %s"
            .formatted(
                border.width(),
                border.height(),
                needed,
                switch (options.tiling()) {
                  case Tiling.Auto() -> " even in small tiles";
                  case Tiling.Off() -> " as a whole";
                  case Tiling.Tiles(int size, int overlap) -> " in tiles of " + size;
                },
                amount(options.memory()),
                options.tiling() instanceof Tiling.Auto
                    ? "restore smaller frames, or let Java use more with -Xmx"
                    : "let tiles be chosen, restore smaller frames, or let Java use more with"
                        + " -Xmx"));
  }

  private static String amount(long bytes) {
    return bytes < 1_000_000_000
        ? String.format(Locale.ROOT, "%.0f MB", bytes / 1e6)
        : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
  }

  /** What the network was made from. */
  public EdvrConfig config() {
    return config;
  }

  /** Rows of a frame. */
  public int height() {
    return border.height();
  }

  /** Columns of a frame. */
  public int width() {
    return border.width();
  }

  /** Rows of a restored frame. */
  public int outputHeight() {
    return border.height() * config.scale();
  }

  /** Columns of a restored frame. */
  public int outputWidth() {
    return border.width() * config.scale();
  }

  /** How many tiles a frame is computed in; 1 if it is computed whole. */
  public int tiles() {
    return grid.tiles();
  }

  /** Rows of a tile, in pixels of the frame. */
  public int tileHeight() {
    return grid.tileHeight();
  }

  /** Columns of a tile, in pixels of the frame. */
  public int tileWidth() {
    return grid.tileWidth();
  }

  /** Pixels that are computed for one of the frame: what overlapping costs; 1 without tiles. */
  public double computedShare() {
    return grid.share();
  }

  /**
   * Whether features are computed once per frame; with little memory, tiles compute them once per
   * window.
   */
  public boolean keepsFeatures() {
    return keepsFeatures;
  }

  /** Multiplications with an addition for one frame, counted as direct convolution. */
  public long multiplyAdds() {
    return multiplyAdds;
  }

  /** Memory that the frames, their features, the stages and the weights take, in bytes. */
  public long bytes() {
    return bytes;
  }

  /**
   * The same for windows of copies of one frame: a clip of one frame is replicated, and its
   * features serve no other window.
   */
  StreamPlan ofCopies() {
    return new StreamPlan(config, border, options.withPadding(Padding.REPLICATE), grid, false);
  }

  FrameBorder border() {
    return border;
  }

  Padding padding() {
    return padding;
  }

  List<Flip> views() {
    return views;
  }

  TileGrid grid() {
    return grid;
  }

  boolean strict() {
    return strict;
  }
}
