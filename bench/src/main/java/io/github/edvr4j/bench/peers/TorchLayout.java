package io.github.edvr4j.bench.peers;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** How libtorch lays out images and kernels in memory. */
enum TorchLayout {
  CONTIGUOUS("contiguous", torch.MemoryFormat.Contiguous),
  CHANNELS_LAST("channels last", torch.MemoryFormat.ChannelsLast);

  private final String title;
  private final torch.MemoryFormat format;

  TorchLayout(String title, torch.MemoryFormat format) {
    this.title = title;
    this.format = format;
  }

  String title() {
    return title;
  }

  /**
   * The same values in this layout.
   *
   * @param tensor of four extents
   */
  Tensor of(Tensor tensor) {
    return tensor.contiguous(format);
  }
}
