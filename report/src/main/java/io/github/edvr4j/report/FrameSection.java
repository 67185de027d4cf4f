package io.github.edvr4j.report;

import java.util.List;

/**
 * What the page shows of one frame. Pictures are names as of {@link PictureStore}.
 *
 * @param title which frame it is
 * @param id of the section in the page
 * @param before the frame enlarged bicubically, or as it came in where the network doesn't enlarge
 * @param beforeTitle which of the two
 * @param after the frame restored
 * @param reference the frame as it came in, at the size of level 1
 * @param referenceFeatures its features of level 1 as colours
 * @param referenceAligned the same, aligned with itself
 * @param window the frames that it was restored from
 * @param neighbours each of them but the frame itself
 * @param spatial how the fused features were weighted, where the network does that
 */
record FrameSection(
    String title,
    String id,
    String before,
    String beforeTitle,
    String after,
    String reference,
    String referenceFeatures,
    String referenceAligned,
    List<WindowFrame> window,
    List<Neighbour> neighbours,
    List<Weight> spatial) {

  /**
   * A frame of a window.
   *
   * @param attention how much each of its pixels counts, where the network weights frames
   */
  record WindowFrame(String title, boolean centre, String picture, List<Weight> attention) {}

  /** A heat map from 0 to 1, and its mean. */
  record Weight(String picture, String mean) {}

  /**
   * A frame beside the one that is restored.
   *
   * @param open whether the page shows it at once
   * @param picture as it came in
   * @param moved along the mean flow of level 1
   * @param verdict what the numbers say
   */
  record Neighbour(
      String title,
      boolean open,
      String picture,
      String moved,
      Apart before,
      Apart after,
      String verdict,
      Features features,
      List<LayerRow> layers,
      List<PlacesOf> places) {}

  /**
   * A picture of differences.
   *
   * @param mean of them
   * @param top the difference that has the brightest colour
   */
  record Apart(String picture, String mean, String top) {}

  /**
   * A neighbour's features as colours, before and after alignment, and how far each is from the
   * reference's, which after alignment are aligned with themselves.
   */
  record Features(String before, Apart apartBefore, String after, Apart apartAfter) {}

  /**
   * A deformable convolution.
   *
   * @param id of its arrows in the page
   * @param box of the reference's pixels, as SVG's viewBox
   * @param arrows SVG path data
   * @param groupBox of the sheets of groups
   */
  record LayerRow(
      String id,
      String title,
      String about,
      String name,
      String meanAbs,
      String flow,
      String box,
      String arrows,
      String mask,
      String meanMask,
      int groups,
      String groupFlow,
      String groupBox,
      String groupArrows,
      String groupMask) {}

  /** Where one output value of a layer reads. */
  record PlacesOf(String title, String width, String height, Places places) {}
}
