package io.github.edvr4j.model;

import static io.github.edvr4j.model.Layers.convLeaky;
import static io.github.edvr4j.model.Layers.leaky;

import io.github.edvr4j.ops.Conv2d;
import io.github.edvr4j.ops.Ops;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * EDVR (Wang et al. 2019, figure 2; BasicSR {@code EDVR}): restores the centre frame of a window of
 * frames. Four stages, of which the first depends on one frame only:
 *
 * <pre>
 * features(frame) → align(neighbour, reference) → fuse(aligned) → reconstruct(fused, frame)
 * </pre>
 */
public final class Edvr {

  private final EdvrConfig config;
  private final Optional<Predeblur> predeblur;
  private final Conv2d conv1x1;
  private final List<Conv2d> convFirst;
  private final List<ResidualBlock> extraction;
  private final Conv2d convL2First;
  private final Conv2d convL2Second;
  private final Conv2d convL3First;
  private final Conv2d convL3Second;
  private final PcdAlignment pcdAlignment;
  private final Fusion fusion;
  private final List<ResidualBlock> reconstruction;
  private final Conv2d upconv1;
  private final Conv2d upconv2;
  private final Conv2d convHr;
  private final Conv2d convLast;

  /** A network of this configuration; the weights are an interpreter's business. */
  public Edvr(EdvrConfig config) {
    this.config = config;
    int features = config.features();
    predeblur =
        config.predeblur()
            ? Optional.of(new Predeblur("predeblur", features, config.hrIn()))
            : Optional.empty();
    conv1x1 = Conv2d.of("conv_1x1", features, features, 1);
    convFirst = firstConvolutions(config);
    extraction = ResidualBlock.chain("feature_extraction", features, config.extractBlocks());
    convL2First = Conv2d.of("conv_l2_1", features, features, 3).strided(2);
    convL2Second = Conv2d.of("conv_l2_2", features, features, 3);
    convL3First = Conv2d.of("conv_l3_1", features, features, 3).strided(2);
    convL3Second = Conv2d.of("conv_l3_2", features, features, 3);
    pcdAlignment = new PcdAlignment("pcd_align", features, config.deformableGroups());
    fusion =
        config.tsa()
            ? new TsaFusion("fusion", features, config.frames(), config.centre())
            : Fusion.Convolution.of("fusion", features, config.frames());
    reconstruction = ResidualBlock.chain("reconstruction", features, config.reconstructBlocks());
    upconv1 = Conv2d.of("upconv1", features, 4 * features, 3);
    upconv2 = Conv2d.of("upconv2", features, 4 * 64, 3);
    convHr = Conv2d.of("conv_hr", 64, 64, 3);
    convLast = Conv2d.of("conv_last", 64, 3, 3);
  }

  /** The 2019 "stage 2" nets take large frames without pre-deblurring, in three steps. */
  private static List<Conv2d> firstConvolutions(EdvrConfig config) {
    int features = config.features();
    if (!config.hrIn()) {
      return List.of(Conv2d.of("conv_first", 3, features, 3));
    }
    return List.of(
        Conv2d.of("conv_first_1", 3, features, 3),
        Conv2d.of("conv_first_2", features, features, 3).strided(2),
        Conv2d.of("conv_first_3", features, features, 3).strided(2));
  }

  /** What the network was made from. */
  public EdvrConfig config() {
    return config;
  }

  /**
   * The features of one frame.
   *
   * @param frame (N, 3, H, W), RGB, nominally in [0, 1]; H and W are multiples of {@link
   *     EdvrConfig#sizeMultiple}
   * @return levels of F channels at H x W, with hrIn at H/4 x W/4, and at half and a quarter of it
   */
  public <T> Pyramid<T> features(Ops<T> ops, T frame) {
    T l1 = frame;
    if (predeblur.isPresent()) {
      l1 = ops.conv(conv1x1, predeblur.get().apply(ops, l1));
    } else {
      for (Conv2d layer : convFirst) {
        l1 = convLeaky(ops, layer, l1);
      }
    }
    l1 = ResidualBlock.applyAll(extraction, ops, l1);
    T l2 = convLeaky(ops, convL2Second, convLeaky(ops, convL2First, l1));
    T l3 = convLeaky(ops, convL3Second, convLeaky(ops, convL3First, l2));
    return new Pyramid<>(l1, l2, l3);
  }

  /**
   * Warps a neighbour's features onto the reference's. The reference is aligned with itself too.
   *
   * @param neighbour what {@link #features} made of a frame of the window
   * @param reference the same of the centre frame
   * @return (N, F, H, W) of the finest level
   */
  public <T> T align(Ops<T> ops, Pyramid<T> neighbour, Pyramid<T> reference) {
    return pcdAlignment.align(ops, neighbour, reference);
  }

  /**
   * Predicts where the alignment's taps go, without aligning; see {@link PcdAlignment#predict}.
   *
   * @param neighbour what {@link #features} made of a frame of the window
   * @param reference the same of the centre frame
   * @return the predictions of the coarsest level, the middle one and the finest
   */
  public <T> List<DeformableConvolution.Prediction<T>> predict(
      Ops<T> ops, Pyramid<T> neighbour, Pyramid<T> reference) {
    return pcdAlignment.predict(ops, neighbour, reference);
  }

  /**
   * Merges the aligned features of a window.
   *
   * @param aligned {@link EdvrConfig#frames} tensors of (N, F, H, W), in time order
   * @return (N, F, H, W)
   */
  public <T> T fuse(Ops<T> ops, List<T> aligned) {
    return fusion.fuse(ops, aligned);
  }

  /**
   * The restored centre frame.
   *
   * @param fused (N, F, H, W) of the finest level
   * @param frame the centre frame as it came in
   * @return (N, 3, 4H, 4W) of the finest level's size; RGB, not clamped
   */
  public <T> T reconstruct(Ops<T> ops, T fused, T frame) {
    T x = ResidualBlock.applyAll(reconstruction, ops, fused);
    x = leaky(ops, ops.pixelShuffle(ops.conv(upconv1, x), 2));
    x = leaky(ops, ops.pixelShuffle(ops.conv(upconv2, x), 2));
    x = convLeaky(ops, convHr, x);
    T base = config.hrIn() ? frame : ops.upsample(frame, 4);
    return ops.add(ops.conv(convLast, x), base);
  }

  /**
   * The whole network on one window, each frame's features computed anew: the definition.
   *
   * @param frames {@link EdvrConfig#frames} tensors of (N, 3, H, W), in time order
   * @return (N, 3, H', W'), the restored centre frame
   */
  public <T> T restore(Ops<T> ops, List<T> frames) {
    List<Pyramid<T>> pyramids = new ArrayList<>();
    for (T frame : frames) {
      pyramids.add(features(ops, frame));
    }
    Pyramid<T> reference = pyramids.get(config.centre());
    List<T> aligned = new ArrayList<>();
    for (Pyramid<T> neighbour : pyramids) {
      aligned.add(align(ops, neighbour, reference));
    }
    return reconstruct(ops, fuse(ops, aligned), frames.get(config.centre()));
  }
}
