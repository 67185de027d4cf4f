package io.github.edvr4j.train.loop;

import java.util.Arrays;

/** Where the network aligns, in the order of {@code train:offset_opt:level_weights}. */
enum AlignmentLevel {
  L1("pcd_align.dcn_pack.l1", 1),
  L2("pcd_align.dcn_pack.l2", 2),
  L3("pcd_align.dcn_pack.l3", 4),
  /** Refines what is aligned already. */
  CASCADE("pcd_align.cas_dcnpack", 1);

  private final String layer;
  private final int scale;

  AlignmentLevel(String layer, int scale) {
    this.layer = layer;
    this.scale = scale;
  }

  /** The deformable convolution's name. */
  String layer() {
    return layer;
  }

  /** Pixels of the finest level that a pixel of this one is, along each side. */
  int scale() {
    return scale;
  }

  static AlignmentLevel of(String layer) {
    return Arrays.stream(values())
        .filter(level -> level.layer.equals(layer))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no deformable convolution " + layer));
  }
}
