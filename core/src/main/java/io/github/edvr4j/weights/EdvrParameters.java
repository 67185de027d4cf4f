package io.github.edvr4j.weights;

import io.github.edvr4j.model.EdvrConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * The parameters of an EDVR in the order of BasicSR's state dict. The 2019 "stage 2" nets, which
 * BasicSR lacks, have {@code conv_first_1}, {@code _2} and {@code _3} where others have {@code
 * conv_first}.
 */
public final class EdvrParameters {

  private final List<Parameter> parameters = new ArrayList<>();
  private final EdvrConfig config;
  private final int features;

  private EdvrParameters(EdvrConfig config) {
    this.config = config;
    this.features = config.features();
  }

  /** All parameters of the network that a configuration describes. */
  public static List<Parameter> of(EdvrConfig config) {
    EdvrParameters network = new EdvrParameters(config);
    network.first();
    network.blocks("feature_extraction", config.extractBlocks());
    network.square("conv_l2_1");
    network.square("conv_l2_2");
    network.square("conv_l3_1");
    network.square("conv_l3_2");
    network.pcdAlignment();
    network.fusion();
    network.blocks("reconstruction", config.reconstructBlocks());
    network.upsampling();
    return List.copyOf(network.parameters);
  }

  private void first() {
    if (config.predeblur()) {
      predeblur();
      conv("conv_1x1", features, features, 1);
    } else if (config.hrIn()) {
      conv("conv_first_1", 3, features, 3);
      square("conv_first_2");
      square("conv_first_3");
    } else {
      conv("conv_first", 3, features, 3);
    }
  }

  private void predeblur() {
    conv("predeblur.conv_first", 3, features, 3);
    if (config.hrIn()) {
      square("predeblur.stride_conv_hr1");
      square("predeblur.stride_conv_hr2");
    }
    square("predeblur.stride_conv_l2");
    square("predeblur.stride_conv_l3");
    block("predeblur.resblock_l3");
    block("predeblur.resblock_l2_1");
    block("predeblur.resblock_l2_2");
    blocks("predeblur.resblock_l1", 5);
  }

  private void pcdAlignment() {
    for (int level = 3; level >= 1; level--) {
      pair("pcd_align.offset_conv1.l" + level);
    }
    for (int level = 3; level >= 1; level--) {
      String name = "pcd_align.offset_conv2.l" + level;
      if (level == 3) {
        square(name);
      } else {
        pair(name);
      }
    }
    square("pcd_align.offset_conv3.l2");
    square("pcd_align.offset_conv3.l1");
    for (int level = 3; level >= 1; level--) {
      deformable("pcd_align.dcn_pack.l" + level);
    }
    pair("pcd_align.feat_conv.l2");
    pair("pcd_align.feat_conv.l1");
    pair("pcd_align.cas_offset_conv1");
    square("pcd_align.cas_offset_conv2");
    deformable("pcd_align.cas_dcnpack");
  }

  private void fusion() {
    int window = config.frames() * features;
    if (!config.tsa()) {
      conv("fusion", window, features, 1);
      return;
    }
    square("fusion.temporal_attn1");
    square("fusion.temporal_attn2");
    conv("fusion.feat_fusion", window, features, 1);
    conv("fusion.spatial_attn1", window, features, 1);
    conv("fusion.spatial_attn2", 2 * features, features, 1);
    square("fusion.spatial_attn3");
    conv("fusion.spatial_attn4", features, features, 1);
    square("fusion.spatial_attn5");
    conv("fusion.spatial_attn_l1", features, features, 1);
    pair("fusion.spatial_attn_l2");
    square("fusion.spatial_attn_l3");
    conv("fusion.spatial_attn_add1", features, features, 1);
    conv("fusion.spatial_attn_add2", features, features, 1);
  }

  private void upsampling() {
    conv("upconv1", features, 4 * features, 3);
    conv("upconv2", features, 4 * 64, 3);
    conv("conv_hr", 64, 64, 3);
    conv("conv_last", 64, 3, 3);
  }

  private void blocks(String name, int count) {
    for (int i = 0; i < count; i++) {
      block(name + "." + i);
    }
  }

  private void block(String name) {
    square(name + ".conv1");
    square(name + ".conv2");
  }

  /** Offsets and mask: three values for each of 9 taps in each group. */
  private void deformable(String name) {
    square(name);
    conv(name + ".conv_offset", features, 3 * 9 * config.deformableGroups(), 3);
  }

  /** A 3x3 convolution of one feature map. */
  private void square(String name) {
    conv(name, features, features, 3);
  }

  /** A 3x3 convolution of two feature maps side by side. */
  private void pair(String name) {
    conv(name, 2 * features, features, 3);
  }

  private void conv(String name, int in, int out, int kernel) {
    parameters.add(new Parameter(name + ".weight", List.of(out, in, kernel, kernel)));
    parameters.add(new Parameter(name + ".bias", List.of(out)));
  }
}
