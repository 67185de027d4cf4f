package io.github.edvr4j.model;

import static io.github.edvr4j.model.Layers.convLeaky;

import io.github.edvr4j.ops.Activation;
import io.github.edvr4j.ops.Conv2d;
import io.github.edvr4j.ops.Ops;
import java.util.ArrayList;
import java.util.List;

/**
 * Fusion with Temporal and Spatial Attention (EDVR paper, section 3.3 and figure 4; BasicSR {@code
 * TSAFusion}): frames that resemble the centre frame count more, pixel by pixel, then a pyramid of
 * attention weighs and shifts the fused features.
 */
public final class TsaFusion implements Fusion {

  private final String name;
  private final int centre;
  private final Conv2d temporalAttn1;
  private final Conv2d temporalAttn2;
  private final Conv2d featFusion;
  private final Conv2d spatialAttn1;
  private final Conv2d spatialAttn2;
  private final Conv2d spatialAttn3;
  private final Conv2d spatialAttn4;
  private final Conv2d spatialAttn5;
  private final Conv2d spatialAttnL1;
  private final Conv2d spatialAttnL2;
  private final Conv2d spatialAttnL3;
  private final Conv2d spatialAttnAdd1;
  private final Conv2d spatialAttnAdd2;

  /**
   * @param name state-dict name of the module, {@code fusion} within EDVR
   * @param features channels of the aligned frames
   * @param frames frames of a window
   * @param centre index of the frame that the others are compared with
   */
  public TsaFusion(String name, int features, int frames, int centre) {
    this.name = name;
    this.centre = centre;
    temporalAttn1 = Conv2d.of(Names.in(name, "temporal_attn1"), features, features, 3);
    temporalAttn2 = Conv2d.of(Names.in(name, "temporal_attn2"), features, features, 3);
    featFusion = Conv2d.of(Names.in(name, "feat_fusion"), frames * features, features, 1);
    spatialAttn1 = Conv2d.of(Names.in(name, "spatial_attn1"), frames * features, features, 1);
    spatialAttn2 = Conv2d.of(Names.in(name, "spatial_attn2"), 2 * features, features, 1);
    spatialAttn3 = Conv2d.of(Names.in(name, "spatial_attn3"), features, features, 3);
    spatialAttn4 = Conv2d.of(Names.in(name, "spatial_attn4"), features, features, 1);
    spatialAttn5 = Conv2d.of(Names.in(name, "spatial_attn5"), features, features, 3);
    spatialAttnL1 = Conv2d.of(Names.in(name, "spatial_attn_l1"), features, features, 1);
    spatialAttnL2 = Conv2d.of(Names.in(name, "spatial_attn_l2"), 2 * features, features, 3);
    spatialAttnL3 = Conv2d.of(Names.in(name, "spatial_attn_l3"), features, features, 3);
    spatialAttnAdd1 = Conv2d.of(Names.in(name, "spatial_attn_add1"), features, features, 1);
    spatialAttnAdd2 = Conv2d.of(Names.in(name, "spatial_attn_add2"), features, features, 1);
  }

  @Override
  public <T> T fuse(Ops<T> ops, List<T> aligned) {
    T all = ops.concat(temporalAttention(ops, aligned));
    T fused = convLeaky(ops, featFusion, all);

    T attention = convLeaky(ops, spatialAttn1, all);
    attention = convLeaky(ops, spatialAttn2, pooled(ops, attention));

    T level = convLeaky(ops, spatialAttnL1, attention);
    level = convLeaky(ops, spatialAttnL2, pooled(ops, level));
    level = convLeaky(ops, spatialAttnL3, level);

    attention = ops.add(convLeaky(ops, spatialAttn3, attention), ops.upsample(level, 2));
    attention = convLeaky(ops, spatialAttn4, attention);
    attention = ops.conv(spatialAttn5, ops.upsample(attention, 2));
    T shift = ops.conv(spatialAttnAdd2, convLeaky(ops, spatialAttnAdd1, attention));
    T weight = ops.activate(Activation.SIGMOID, attention);
    weight = ops.probe(Names.in(name, "spatial_attention"), weight);

    // Attention of one half means "leave as it is".
    return ops.add(ops.scale(ops.mul(fused, weight), 2), shift);
  }

  /**
   * Each frame times its likeness to the centre frame: sigmoid of the embeddings' inner product.
   */
  private <T> List<T> temporalAttention(Ops<T> ops, List<T> aligned) {
    T reference = ops.conv(temporalAttn1, aligned.get(centre));
    List<T> weighted = new ArrayList<>();
    for (int t = 0; t < aligned.size(); t++) {
      T embedding = ops.conv(temporalAttn2, aligned.get(t));
      T likeness = ops.sumChannels(ops.mul(embedding, reference));
      T weight = ops.activate(Activation.SIGMOID, likeness);
      weight = ops.probe(Names.in(name, "temporal_attention." + t), weight);
      weighted.add(ops.mul(aligned.get(t), weight));
    }
    return weighted;
  }

  private static <T> T pooled(Ops<T> ops, T x) {
    return ops.concat(List.of(ops.maxPool(x), ops.avgPool(x)));
  }
}
