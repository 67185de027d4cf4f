package io.github.edvr4j.model;

/**
 * What distinguishes one EDVR from another; the constructor arguments of BasicSR's {@code EDVR}.
 * All but the centre frame follow from a checkpoint's names and shapes.
 *
 * @param features channels of the trunk (num_feat; 64 in EDVR-M, 128 in EDVR-L)
 * @param frames frames of a window (num_frame), odd
 * @param deformableGroups groups of channels that share offsets
 * @param extractBlocks residual blocks of the feature extraction
 * @param reconstructBlocks residual blocks of the reconstruction
 * @param centre index of the frame that is restored (center_frame_idx)
 * @param hrIn whether frames come in at output size and are reduced by 4 before the trunk
 * @param predeblur whether the pre-deblur module stands before the trunk
 * @param tsa whether fusion is temporal and spatial attention rather than one 1x1 convolution
 */
public record EdvrConfig(
    int features,
    int frames,
    int deformableGroups,
    int extractBlocks,
    int reconstructBlocks,
    int centre,
    boolean hrIn,
    boolean predeblur,
    boolean tsa) {

  /**
   * @throws IllegalArgumentException if the values contradict each other
   */
  public EdvrConfig {
    if (features < 1 || extractBlocks < 0 || reconstructBlocks < 0) {
      throw new IllegalArgumentException("features must be at least 1 and blocks at least 0");
    }
    if (deformableGroups < 1 || features % deformableGroups != 0) {
      throw new IllegalArgumentException(
          "%d features don't divide into %d deformable groups"
              .formatted(features, deformableGroups));
    }
    if (frames < 1 || frames % 2 == 0) {
      throw new IllegalArgumentException("a window needs an odd number of frames, got " + frames);
    }
    if (centre < 0 || centre >= frames) {
      throw new IllegalArgumentException(
          "centre frame %d is not in a window of %d frames".formatted(centre, frames));
    }
  }

  /** EDVR-M (BasicSR option file 102): x4 super-resolution. */
  public static EdvrConfig m() {
    return new EdvrConfig(64, 5, 8, 5, 10, 2, false, false, true);
  }

  /** EDVR-L (BasicSR option file 104): x4 super-resolution. */
  public static EdvrConfig l() {
    return new EdvrConfig(128, 5, 8, 5, 40, 2, false, false, true);
  }

  /**
   * The same network that restores another frame of its window.
   *
   * @throws IllegalArgumentException if the window has no such frame
   */
  public EdvrConfig withCentre(int newCentre) {
    return new EdvrConfig(
        features,
        frames,
        deformableGroups,
        extractBlocks,
        reconstructBlocks,
        newCentre,
        hrIn,
        predeblur,
        tsa);
  }

  /** How much larger the output is than the input: 1 or 4. */
  public int scale() {
    return hrIn ? 1 : 4;
  }

  /** The heights and widths that the network takes are multiples of this: 4, or 16 with hrIn. */
  public int sizeMultiple() {
    return hrIn ? 16 : 4;
  }
}
