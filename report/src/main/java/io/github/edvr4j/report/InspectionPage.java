package io.github.edvr4j.report;

import java.util.List;

/**
 * What the page shows of a clip. Pictures are names as of {@link PictureStore}.
 *
 * @param facts of the network and the frames
 * @param use what the neighbors are worth
 * @param wheel the colours of flow
 * @param fullLength pixels that have the full colour
 * @param shares the colours from 0 to 1
 * @param differences the colours of differences
 * @param charts of mean |offset|, one where there are several frames
 * @param layers mean |offset| of each layer over all frames
 */
record InspectionPage(
    String clip,
    String model,
    List<Fact> facts,
    NeighborUse use,
    String wheel,
    String fullLength,
    String shares,
    String differences,
    List<String> charts,
    List<Mean> layers,
    List<FrameSection> frames) {

  /** Something known of the network or the frames. */
  record Fact(String name, String value) {}

  /** A layer's mean |offset|. */
  record Mean(String layer, String pixels) {}
}
