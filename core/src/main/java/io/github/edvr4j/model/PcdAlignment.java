package io.github.edvr4j.model;

import static io.github.edvr4j.model.Layers.convLeaky;
import static io.github.edvr4j.model.Layers.leaky;

import io.github.edvr4j.ops.Conv2d;
import io.github.edvr4j.ops.Ops;
import java.util.List;

/**
 * Alignment with Pyramid, Cascading and Deformable convolutions (EDVR paper, section 3.2 and figure
 * 3; BasicSR {@code PCDAlignment}): warps a neighbour's features onto the reference's, coarse to
 * fine, and refines the result once more.
 */
public final class PcdAlignment {

  private final Level l3;
  private final Level l2;
  private final Level l1;
  private final Conv2d cascadeOffsetConv1;
  private final Conv2d cascadeOffsetConv2;
  private final DeformableConvolution cascade;
  private final int features;

  /**
   * @param name state-dict name of the module, {@code pcd_align} within EDVR
   * @param features channels of the pyramids
   * @param deformableGroups groups of channels that share offsets
   */
  public PcdAlignment(String name, int features, int deformableGroups) {
    this.features = features;
    l3 = new Level(name, "l3", features, deformableGroups);
    l2 = new Level(name, "l2", features, deformableGroups);
    l1 = new Level(name, "l1", features, deformableGroups);
    cascadeOffsetConv1 = Conv2d.of(Names.in(name, "cas_offset_conv1"), 2 * features, features, 3);
    cascadeOffsetConv2 = Conv2d.of(Names.in(name, "cas_offset_conv2"), features, features, 3);
    cascade = DeformableConvolution.of(Names.in(name, "cas_dcnpack"), features, deformableGroups);
  }

  /**
   * Warps a neighbour onto the reference, which may be the reference itself.
   *
   * @param neighbour levels of (N, F, H, W), (N, F, H/2, W/2) and (N, F, H/4, W/4), H and W
   *     multiples of 4
   * @param reference the same of the reference
   * @return (N, F, H, W), aligned features of the finest level
   * @throws IllegalArgumentException if the levels' sizes don't fit together
   */
  public <T> T align(Ops<T> ops, Pyramid<T> neighbour, Pyramid<T> reference) {
    Aligned<T> coarse = l3.alignCoarsest(ops, neighbour.l3(), reference.l3());
    coarse = new Aligned<>(coarse.offset(), leaky(ops, coarse.features()));
    Aligned<T> middle = l2.align(ops, neighbour.l2(), reference.l2(), coarse);
    middle = new Aligned<>(middle.offset(), leaky(ops, middle.features()));
    Aligned<T> fine = l1.align(ops, neighbour.l1(), reference.l1(), middle);

    T offset =
        convLeaky(ops, cascadeOffsetConv1, ops.concat(List.of(fine.features(), reference.l1())));
    offset = convLeaky(ops, cascadeOffsetConv2, offset);
    return leaky(ops, cascade.apply(ops, fine.features(), offset, features));
  }

  /**
   * Predicts where the taps of the three levels go, as {@link #align} does, and aligns nothing: the
   * levels' offsets come from the frames' features and from the coarser level's offsets alone.
   * Those of the cascade come from what has been aligned, so they are not among them.
   *
   * @param neighbour as in {@link #align}
   * @param reference as in {@link #align}
   * @return the predictions of the coarsest level, the middle one and the finest
   */
  public <T> List<DeformableConvolution.Prediction<T>> predict(
      Ops<T> ops, Pyramid<T> neighbour, Pyramid<T> reference) {
    T coarse = l3.coarsestOffset(ops, neighbour.l3(), reference.l3());
    T middle = l2.offset(ops, neighbour.l2(), reference.l2(), Level.finer(ops, coarse));
    T fine = l1.offset(ops, neighbour.l1(), reference.l1(), Level.finer(ops, middle));
    return List.of(
        l3.dcn.predict(ops, coarse, features),
        l2.dcn.predict(ops, middle, features),
        l1.dcn.predict(ops, fine, features));
  }

  /**
   * What one level hands down: the features that its offsets are predicted from, and its result.
   */
  private record Aligned<T>(T offset, T features) {}

  /** One level of the pyramid. */
  private record Level(
      int features,
      Conv2d offsetConv1,
      Conv2d offsetConv2,
      Conv2d offsetConv3,
      DeformableConvolution dcn,
      Conv2d featureConv) {

    Level(String name, String level, int features, int deformableGroups) {
      this(
          features,
          Conv2d.of(Names.in(name, "offset_conv1." + level), 2 * features, features, 3),
          Conv2d.of(
              Names.in(name, "offset_conv2." + level),
              level.equals("l3") ? features : 2 * features,
              features,
              3),
          Conv2d.of(Names.in(name, "offset_conv3." + level), features, features, 3),
          DeformableConvolution.of(Names.in(name, "dcn_pack." + level), features, deformableGroups),
          Conv2d.of(Names.in(name, "feat_conv." + level), 2 * features, features, 3));
    }

    <T> Aligned<T> alignCoarsest(Ops<T> ops, T neighbour, T reference) {
      T offset = coarsestOffset(ops, neighbour, reference);
      return new Aligned<>(offset, dcn.apply(ops, neighbour, offset, features));
    }

    <T> Aligned<T> align(Ops<T> ops, T neighbour, T reference, Aligned<T> coarser) {
      T coarserOffset = finer(ops, coarser.offset());
      T coarserFeatures = ops.upsample(coarser.features(), 2);

      T offset = offset(ops, neighbour, reference, coarserOffset);
      T aligned = dcn.apply(ops, neighbour, offset, features);
      aligned = ops.conv(featureConv, ops.concat(List.of(aligned, coarserFeatures)));
      return new Aligned<>(offset, aligned);
    }

    /** A displacement of one pixel of the coarser level is two pixels here. */
    static <T> T finer(Ops<T> ops, T coarserOffset) {
      return ops.scale(ops.upsample(coarserOffset, 2), 2);
    }

    <T> T coarsestOffset(Ops<T> ops, T neighbour, T reference) {
      T offset = convLeaky(ops, offsetConv1, ops.concat(List.of(neighbour, reference)));
      return convLeaky(ops, offsetConv2, offset);
    }

    <T> T offset(Ops<T> ops, T neighbour, T reference, T coarserOffset) {
      T offset = convLeaky(ops, offsetConv1, ops.concat(List.of(neighbour, reference)));
      offset = convLeaky(ops, offsetConv2, ops.concat(List.of(offset, coarserOffset)));
      return convLeaky(ops, offsetConv3, offset);
    }
  }
}
