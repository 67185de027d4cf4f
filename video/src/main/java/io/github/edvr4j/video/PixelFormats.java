package io.github.edvr4j.video;

import java.util.List;

/** The planar formats in which a clip can be written where none is asked for. */
final class PixelFormats {
  /** The coarsest first, which takes the least room and which most players take. */
  private static final List<Subsampling> SUBSAMPLINGS =
      List.of(Subsampling.YUV420, Subsampling.YUV422, Subsampling.YUV444);

  private static final String EIGHT_BITS = "";
  private static final String TEN_BITS = "10le";

  private PixelFormats() {}

  /**
   * Groups of FFmpeg's names: what loses nothing of the clip, then what loses colour resolution and
   * what loses depth. Within a group, the earlier ones are better.
   *
   * @param alpha whether they shall have it
   */
  static List<List<String>> byLoss(ClipInfo clip, boolean alpha) {
    List<Subsampling> whole =
        SUBSAMPLINGS.stream().filter(kept -> kept.holds(clip.subsampling())).toList();
    List<Subsampling> less =
        SUBSAMPLINGS.reversed().stream().filter(kept -> !kept.holds(clip.subsampling())).toList();
    return clip.bitDepth() > 8
        ? List.of(
            names(whole, TEN_BITS, alpha),
            names(less, TEN_BITS, alpha),
            names(whole, EIGHT_BITS, alpha),
            names(less, EIGHT_BITS, alpha))
        : List.of(
            names(whole, EIGHT_BITS, alpha),
            names(whole, TEN_BITS, alpha),
            names(less, EIGHT_BITS, alpha),
            names(less, TEN_BITS, alpha));
  }

  private static List<String> names(List<Subsampling> kept, String bits, boolean alpha) {
    return kept.stream()
        .map(
            colour ->
                "yuv%s%sp%s".formatted(alpha ? "a" : "", colour.toString().replace(":", ""), bits))
        .toList();
  }
}
