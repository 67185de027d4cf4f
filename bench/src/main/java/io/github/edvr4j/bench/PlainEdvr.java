package io.github.edvr4j.bench;

import io.github.edvr4j.model.EdvrConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * EDVR with TSA for x4 super-resolution written straight against libtorch, frame by frame as
 * BasicSR does it: what {@link TrainingStepBenchmark} compares with. The deformable convolution is
 * the usual {@code grid_sample} composition.
 */
final class PlainEdvr {

  private static final long[] ONE = {1, 1};
  private static final long[] TWO = {2, 2};
  private static final long[] NONE = {0, 0};

  private final EdvrConfig config;
  private final Map<String, Tensor> parameters;

  PlainEdvr(EdvrConfig config, Map<String, Tensor> parameters) {
    this.config = config;
    this.parameters = parameters;
  }

  Tensor restore(List<Tensor> frames) {
    List<Tensor[]> pyramids = frames.stream().map(this::features).toList();
    Tensor[] reference = pyramids.get(config.centre());
    List<Tensor> aligned = new ArrayList<>();
    for (Tensor[] neighbour : pyramids) {
      aligned.add(align(neighbour, reference));
    }
    Tensor x = blocks("reconstruction", config.reconstructBlocks(), fuse(aligned));
    x = leaky(torch.pixel_shuffle(conv("upconv1", x), 2));
    x = leaky(torch.pixel_shuffle(conv("upconv2", x), 2));
    x = conv("conv_last", leaky(conv("conv_hr", x)));
    return x.add(up(frames.get(config.centre()), 4));
  }

  private Tensor[] features(Tensor frame) {
    Tensor l1 =
        blocks("feature_extraction", config.extractBlocks(), leaky(conv("conv_first", frame)));
    Tensor l2 = leaky(conv("conv_l2_2", leaky(down("conv_l2_1", l1))));
    Tensor l3 = leaky(conv("conv_l3_2", leaky(down("conv_l3_1", l2))));
    return new Tensor[] {l1, l2, l3};
  }

  private Tensor align(Tensor[] neighbour, Tensor[] reference) {
    Tensor upOffset = null;
    Tensor upFeature = null;
    for (int level = 3; level >= 1; level--) {
      String l = ".l" + level;
      Tensor offset =
          leaky(
              conv("pcd_align.offset_conv1" + l, cat(neighbour[level - 1], reference[level - 1])));
      if (upOffset == null || upFeature == null) {
        offset = leaky(conv("pcd_align.offset_conv2" + l, offset));
        upFeature = leaky(deform("pcd_align.dcn_pack" + l, neighbour[level - 1], offset));
      } else {
        offset = leaky(conv("pcd_align.offset_conv2" + l, cat(offset, upOffset)));
        offset = leaky(conv("pcd_align.offset_conv3" + l, offset));
        Tensor feature = deform("pcd_align.dcn_pack" + l, neighbour[level - 1], offset);
        feature = conv("pcd_align.feat_conv" + l, cat(feature, upFeature));
        upFeature = level > 1 ? leaky(feature) : feature;
      }
      if (level > 1) {
        upOffset = up(offset, 2).mul(new Scalar(2.0));
        upFeature = up(upFeature, 2);
      }
    }
    Tensor feature = java.util.Objects.requireNonNull(upFeature);
    Tensor offset = leaky(conv("pcd_align.cas_offset_conv1", cat(feature, reference[0])));
    offset = leaky(conv("pcd_align.cas_offset_conv2", offset));
    return leaky(deform("pcd_align.cas_dcnpack", feature, offset));
  }

  private Tensor fuse(List<Tensor> aligned) {
    Tensor reference = conv("fusion.temporal_attn1", aligned.get(config.centre()));
    Tensor[] weighted = new Tensor[aligned.size()];
    for (int t = 0; t < weighted.length; t++) {
      Tensor product = conv("fusion.temporal_attn2", aligned.get(t)).mul(reference);
      Tensor weight =
          product.sum(new long[] {1}, true, new org.bytedeco.pytorch.ScalarTypeOptional());
      weighted[t] = aligned.get(t).mul(weight.sigmoid());
    }
    Tensor all = cat(weighted);
    Tensor fused = leaky(point("fusion.feat_fusion", all));
    Tensor attention = leaky(point("fusion.spatial_attn1", all));
    attention = leaky(point("fusion.spatial_attn2", pools(attention)));
    Tensor level = leaky(point("fusion.spatial_attn_l1", attention));
    level = leaky(conv("fusion.spatial_attn_l2", pools(level)));
    level = up(leaky(conv("fusion.spatial_attn_l3", level)), 2);
    attention = leaky(conv("fusion.spatial_attn3", attention)).add(level);
    attention = up(leaky(point("fusion.spatial_attn4", attention)), 2);
    attention = conv("fusion.spatial_attn5", attention);
    Tensor shift =
        point("fusion.spatial_attn_add2", leaky(point("fusion.spatial_attn_add1", attention)));
    return fused.mul(attention.sigmoid()).mul(new Scalar(2.0)).add(shift);
  }

  private Tensor deform(String name, Tensor x, Tensor features) {
    long n = x.size(0);
    long h = x.size(2);
    long w = x.size(3);
    long groups = config.deformableGroups();
    Tensor predicted = conv(name + ".conv_offset", features).contiguous();
    Tensor offset = predicted.narrow(1, 0, 18 * groups).contiguous().view(n * groups, 9, 2, h, w);
    Tensor mask = predicted.narrow(1, 18 * groups, 9 * groups).sigmoid().contiguous();
    Tensor y = place(offset.select(2, 0), h, true);
    Tensor z = place(offset.select(2, 1), w, false);
    Tensor grid = torch.stack(new TensorVector(z, y), -1).view(n * groups, 9 * h, w, 2);
    Tensor samples =
        torch.grid_sampler(
            x.contiguous().view(n * groups, x.size(1) / groups, h, w), grid, 0, 0, true);
    samples = samples.mul(mask.view(n * groups, 1, 9 * h, w));
    return torch.conv2d(
        samples.view(n, x.size(1) * 9, h, w),
        parameter(name + ".weight").view(x.size(1), -1, 1, 1),
        new TensorOptional(parameter(name + ".bias")),
        ONE,
        NONE,
        ONE,
        1);
  }

  /** Where the taps lie, moved by their offsets, in [-1, 1]. */
  private static Tensor place(Tensor offset, long size, boolean down) {
    long h = offset.size(2);
    long w = offset.size(3);
    Tensor pixels = torch.arange(new Scalar((double) (down ? h : w)));
    Tensor taps = torch.arange(new Scalar(3.0)).sub(new Scalar(1.0));
    Tensor byTap =
        down
            ? taps.view(3, 1).expand(3, 3).reshape(1, 9, 1, 1)
            : taps.view(1, 3).expand(3, 3).reshape(1, 9, 1, 1);
    Tensor byPixel = down ? pixels.view(1, 1, h, 1) : pixels.view(1, 1, 1, w);
    return offset.add(byTap).add(byPixel).mul(new Scalar(2.0 / (size - 1))).sub(new Scalar(1.0));
  }

  private Tensor blocks(String name, int count, Tensor x) {
    Tensor y = x;
    for (int i = 0; i < count; i++) {
      y = y.add(conv(name + "." + i + ".conv2", conv(name + "." + i + ".conv1", y).relu()));
    }
    return y;
  }

  private Tensor conv(String name, Tensor x) {
    return conv(name, x, ONE, ONE);
  }

  private Tensor down(String name, Tensor x) {
    return conv(name, x, TWO, ONE);
  }

  private Tensor point(String name, Tensor x) {
    return conv(name, x, ONE, NONE);
  }

  private Tensor conv(String name, Tensor x, long[] stride, long[] padding) {
    return torch.conv2d(
        x,
        parameter(name + ".weight"),
        new TensorOptional(parameter(name + ".bias")),
        stride,
        padding,
        ONE,
        1);
  }

  private Tensor parameter(String name) {
    return java.util.Objects.requireNonNull(parameters.get(name), name);
  }

  private static Tensor leaky(Tensor x) {
    return torch.leaky_relu(x, new Scalar(0.1));
  }

  private static Tensor cat(Tensor... parts) {
    return torch.cat(new TensorVector(parts), 1);
  }

  private static Tensor up(Tensor x, int r) {
    return torch.upsample_bilinear2d(x, new long[] {x.size(2) * r, x.size(3) * r}, false);
  }

  private static Tensor pools(Tensor x) {
    long[] kernel = {3, 3};
    return cat(
        torch.max_pool2d(x, kernel, TWO, ONE, ONE, false),
        torch.avg_pool2d(
            x, kernel, TWO, ONE, false, true, new org.bytedeco.pytorch.LongOptional()));
  }
}
