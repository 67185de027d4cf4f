package io.github.edvr4j.model;

import static io.github.edvr4j.model.Layers.convLeaky;

import io.github.edvr4j.ops.Conv2d;
import io.github.edvr4j.ops.Ops;
import java.util.List;

/**
 * The pre-deblur module (EDVR paper, section 3.1; BasicSR {@code PredeblurModule}): a small pyramid
 * of residual blocks that takes the worst blur away before alignment.
 */
public final class Predeblur {

  private final Conv2d convFirst;
  private final List<Conv2d> reduction;
  private final Conv2d strideConvL2;
  private final Conv2d strideConvL3;
  private final ResidualBlock resblockL3;
  private final ResidualBlock resblockL2First;
  private final ResidualBlock resblockL2Second;
  private final List<ResidualBlock> resblocksL1;

  /**
   * @param name state-dict name of the module, {@code predeblur} within EDVR
   * @param features channels of the result
   * @param hrIn whether the frames are reduced by 4 first
   */
  public Predeblur(String name, int features, boolean hrIn) {
    convFirst = Conv2d.of(Names.in(name, "conv_first"), 3, features, 3);
    reduction =
        hrIn
            ? List.of(
                Conv2d.of(Names.in(name, "stride_conv_hr1"), features, features, 3).strided(2),
                Conv2d.of(Names.in(name, "stride_conv_hr2"), features, features, 3).strided(2))
            : List.of();
    strideConvL2 = Conv2d.of(Names.in(name, "stride_conv_l2"), features, features, 3).strided(2);
    strideConvL3 = Conv2d.of(Names.in(name, "stride_conv_l3"), features, features, 3).strided(2);
    resblockL3 = ResidualBlock.of(Names.in(name, "resblock_l3"), features);
    resblockL2First = ResidualBlock.of(Names.in(name, "resblock_l2_1"), features);
    resblockL2Second = ResidualBlock.of(Names.in(name, "resblock_l2_2"), features);
    resblocksL1 = ResidualBlock.chain(Names.in(name, "resblock_l1"), features, 5);
  }

  /**
   * @param frame (N, 3, H, W); H and W are multiples of 4, with hrIn of 16
   * @return (N, F, H, W), with hrIn (N, F, H/4, W/4)
   */
  public <T> T apply(Ops<T> ops, T frame) {
    T l1 = convLeaky(ops, convFirst, frame);
    for (Conv2d layer : reduction) {
      l1 = convLeaky(ops, layer, l1);
    }
    T l2 = convLeaky(ops, strideConvL2, l1);
    T l3 = convLeaky(ops, strideConvL3, l2);

    l3 = ops.upsample(resblockL3.apply(ops, l3), 2);
    l2 = ops.add(resblockL2First.apply(ops, l2), l3);
    l2 = ops.upsample(resblockL2Second.apply(ops, l2), 2);
    l1 = ResidualBlock.applyAll(resblocksL1.subList(0, 2), ops, l1);
    l1 = ops.add(l1, l2);
    return ResidualBlock.applyAll(resblocksL1.subList(2, 5), ops, l1);
  }
}
