package io.github.edvr4j.train.torch;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.global.torch;

/** Where libtorch computes. */
public enum TorchDevice {
  CPU("cpu"),
  /** An NVIDIA GPU; needs the natives of the Maven profile {@code cuda}. */
  CUDA("cuda");

  private final String torchName;

  TorchDevice(String torchName) {
    this.torchName = torchName;
  }

  /** How libtorch and the command line call it. */
  public String torchName() {
    return torchName;
  }

  /**
   * Loads libtorch, if that is still to be done.
   *
   * @throws EdvrException (USAGE) if this machine, or this build of libtorch, has no such device;
   *     (INTERNAL) if libtorch doesn't load
   */
  public void requireAvailable() {
    Libtorch.load();
    if (this == CUDA && !torch.cuda_is_available()) {
      throw new EdvrException(
          Category.USAGE,
          "libtorch finds no CUDA device: build with -Pcuda on a machine with an NVIDIA GPU and its"
              + " driver, or train with --device cpu");
    }
  }

  Device device() {
    return new Device(torchName);
  }
}
