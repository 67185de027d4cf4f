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
      T offset = convLeaky(ops, offsetConv1, ops.concat(List.of(neighbour, reference)));
      offset = convLeaky(ops, offsetConv2, offset);
      return new Aligned<>(offset, dcn.apply(ops, neighbour, offset, features));
    }

    <T> Aligned<T> align(Ops<T> ops, T neighbour, T reference, Aligned<T> coarser) {
      // A displacement of one pixel of the coarser level is two pixels here.
      T coarserOffset = ops.scale(ops.upsample(coarser.offset(), 2), 2);
      T coarserFeatures = ops.upsample(coarser.features(), 2);

      T offset = convLeaky(ops, offsetConv1, ops.concat(List.of(neighbour, reference)));
      offset = convLeaky(ops, offsetConv2, ops.concat(List.of(offset, coarserOffset)));
      offset = convLeaky(ops, offsetConv3, offset);
      T aligned = dcn.apply(ops, neighbour, offset, features);
      aligned = ops.conv(featureConv, ops.concat(List.of(aligned, coarserFeatures)));
      return new Aligned<>(offset, aligned);
    }
  }
}
