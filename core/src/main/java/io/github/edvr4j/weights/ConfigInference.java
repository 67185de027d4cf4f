package io.github.edvr4j.weights;

import io.github.edvr4j.model.EdvrConfig;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Reads an EDVR's configuration off the names and shapes of its parameters. */
final class ConfigInference {

  private static final int OFFSETS_AND_MASK_PER_GROUP = 3 * 9;

  private final Map<String, StoredTensor> tensors;

  private ConfigInference(Map<String, StoredTensor> tensors) {
    this.tensors = tensors;
  }

  /**
   * @param tensors under BasicSR's names
   * @param centre index of the centre frame, which nothing in the tensors tells; empty for the
   *     middle of the window
   * @throws MalformedFileException if the tensors are not those of an EDVR
   */
  static EdvrConfig infer(Map<String, StoredTensor> tensors, OptionalInt centre) {
    return new ConfigInference(tensors).config(centre);
  }

  private EdvrConfig config(OptionalInt centre) {
    checkFamily();
    List<Integer> alignment = weight("pcd_align.cas_dcnpack");
    int features = alignment.get(0);
    boolean tsa = tensors.containsKey("fusion.feat_fusion.weight");
    int window = weight(tsa ? "fusion.feat_fusion" : "fusion").get(1);
    int offsets = weight("pcd_align.cas_dcnpack.conv_offset").get(0);
    if (features == 0 || window % features != 0 || offsets % OFFSETS_AND_MASK_PER_GROUP != 0) {
      throw new MalformedFileException(
          "contradicts itself: %d features, %d inputs of the fusion, %d offsets and masks"
              .formatted(features, window, offsets));
    }
    int frames = window / features;
    try {
      return new EdvrConfig(
          features,
          frames,
          offsets / OFFSETS_AND_MASK_PER_GROUP,
          blocks("feature_extraction"),
          blocks("reconstruction"),
          centre.orElse(frames / 2),
          has("conv_first_1") || has("predeblur.stride_conv_hr1"),
          has("predeblur.conv_first"),
          tsa);
    } catch (IllegalArgumentException e) {
      throw new MalformedFileException("describes no EDVR: " + e.getMessage());
    }
  }

  private void checkFamily() {
    if (!has("pcd_align.cas_dcnpack")) {
      throw new MalformedFileException(
          "is no EDVR: it has no alignment module (pcd_align or pcd_alignment); its first names"
              + " are "
              + String.join(", ", tensors.keySet().stream().limit(3).toList()));
    }
    if (!has("conv_last") && !has("upconv1")) {
      throw new MalformedFileException(
          "holds an EDVR's feature extraction and alignment only, as IconVSR uses them; without"
              + " reconstruction and upsampling it can't restore a video");
    }
  }

  private boolean has(String layer) {
    return tensors.containsKey(layer + ".weight");
  }

  private List<Integer> weight(String layer) {
    StoredTensor tensor = tensors.get(layer + ".weight");
    if (tensor == null || tensor.shape().size() != 4) {
      throw new MalformedFileException(
          "is no complete EDVR: %s.weight is %s"
              .formatted(layer, tensor == null ? "missing" : tensor));
    }
    return tensor.shape();
  }

  private int blocks(String name) {
    int count = 0;
    while (has(name + "." + count + ".conv1")) {
      count++;
    }
    return count;
  }
}
