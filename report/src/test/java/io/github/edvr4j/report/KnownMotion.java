package io.github.edvr4j.report;

import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.ops.Weights;
import io.github.edvr4j.stream.Frame;
import io.github.edvr4j.tensor.Shape;
import java.util.HashMap;
import java.util.Map;

/**
 * A clip whose motion is known and a network that is told it by hand. Every second frame is shaken:
 * its grey ground is displaced by one vector, an orange disk by another. The network finds orange
 * in the reference and predicts the one or the other vector as offset, at every level in that
 * level's pixels; so its alignment is right for frames that are not shaken, whose neighbours are.
 */
final class KnownMotion implements Weights {

  static final EdvrConfig CONFIG = new EdvrConfig(4, 3, 2, 0, 0, 1, false, false, false);

  /** To the right, downward: where a neighbour shows what the reference shows. */
  static final float[] GROUND = {6, 2};

  static final float[] DISK = {-4, 3};

  private static final float ORANGE_RED = 0.9f;
  private static final float ORANGE_BLUE = 0.1f;
  private static final int TAPS = 9;
  private static final int CENTRE_TAP = 4;

  private final Map<String, float[]> set = new HashMap<>();

  KnownMotion() {
    for (int channel = 0; channel < 3; channel++) {
      put("conv_first", channel, channel, 3, 1);
    }
    for (String reduction : new String[] {"conv_l2_1", "conv_l2_2", "conv_l3_1", "conv_l3_2"}) {
      identity(reduction, 4);
    }
    for (int level = 1; level <= 3; level++) {
      alignment(level);
    }
    identity("pcd_align.cas_dcnpack", 4);
    masks("pcd_align.cas_dcnpack", 1);
    for (int frame = 0; frame < 3; frame++) {
      for (int channel = 0; channel < 4; channel++) {
        array("fusion.weight", 4 * 12)[channel * 12 + frame * 4 + channel] = 1f / 3;
      }
    }
  }

  private void alignment(int level) {
    String end = ".l" + level;
    String pack = "pcd_align.dcn_pack" + end;
    // How orange the reference is: red without blue, its channels standing behind the neighbour's.
    float one = 1 / (ORANGE_RED - ORANGE_BLUE);
    put("pcd_align.offset_conv1" + end, 0, 4, 8, one);
    put("pcd_align.offset_conv1" + end, 0, 6, 8, -one);
    put("pcd_align.offset_conv2" + end, 0, 0, level == 3 ? 4 : 8, 1);
    put("pcd_align.offset_conv3" + end, 0, 0, 4, 1);
    identity(pack, 4);
    masks(pack, level);
    identity("pcd_align.feat_conv" + end, 8);
  }

  /** The first group counts fully; of the second the taps at the corners count half and spread. */
  private void masks(String pack, int level) {
    float[] bias = array(pack + ".conv_offset.bias", 3 * 2 * TAPS);
    boolean cascade = pack.contains("cas_");
    for (int group = 0; group < 2; group++) {
      for (int tap = 0; tap < TAPS; tap++) {
        int i = group * TAPS + tap;
        bias[2 * 2 * TAPS + i] = group == 1 && tap % 2 == 0 && tap != CENTRE_TAP ? 0 : 20;
        if (!cascade) {
          float size = 1 << (level - 1);
          float spread = group == 1 ? 0.5f : 0;
          offset(pack, bias, 2 * i, GROUND[1] / size, DISK[1] / size, spread * (tap / 3 - 1));
          offset(pack, bias, 2 * i + 1, GROUND[0] / size, DISK[0] / size, spread * (tap % 3 - 1));
        }
      }
    }
  }

  private void offset(
      String pack, float[] bias, int channel, float ground, float disk, float more) {
    bias[channel] = ground + more;
    put(pack + ".conv_offset", channel, 0, 4, disk - ground);
  }

  private void identity(String layer, int inputs) {
    for (int channel = 0; channel < 4; channel++) {
      put(layer, channel, channel, inputs, 1);
    }
  }

  /** The middle tap of a 3x3 kernel. */
  private void put(String layer, int output, int input, int inputs, float value) {
    int outputs = layer.endsWith("conv_offset") ? 3 * 2 * TAPS : 4;
    array(layer + ".weight", outputs * inputs * TAPS)[
            (output * inputs + input) * TAPS + CENTRE_TAP] =
        value;
  }

  private float[] array(String name, int elements) {
    return set.computeIfAbsent(name, absent -> new float[elements]);
  }

  @Override
  public float[] get(String name, int elements) {
    float[] values = set.getOrDefault(name, new float[elements]);
    if (values.length != elements) {
      throw new IllegalStateException(
          "%s has %d values, not %d".formatted(name, values.length, elements));
    }
    return values;
  }

  @Override
  public float[] weight(String layer, Shape shape) {
    return get(layer + ".weight", shape.elements());
  }

  /** Whether the disk is there, in a frame that is not shaken. */
  static boolean isDisk(double y, double x, int height, int width) {
    return Math.hypot(y - height / 2.0, x - width / 2.0) < height / 4.0;
  }

  static Frame frame(int number, int height, int width) {
    boolean shaken = number % 2 == 1;
    Frame frame = new Frame(height, width);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        float diskX = shaken ? x - DISK[0] : x;
        float diskY = shaken ? y - DISK[1] : y;
        float groundX = shaken ? x - GROUND[0] : x;
        float groundY = shaken ? y - GROUND[1] : y;
        int i = (y * width + x) * Frame.CHANNELS;
        if (isDisk(diskY, diskX, height, width)) {
          frame.rgb()[i] = ORANGE_RED;
          frame.rgb()[i + 1] = waves(diskY, diskX);
          frame.rgb()[i + 2] = ORANGE_BLUE;
        } else {
          float grey = waves(groundX, groundY);
          frame.rgb()[i] = grey;
          frame.rgb()[i + 1] = grey;
          frame.rgb()[i + 2] = grey;
        }
      }
    }
    return frame;
  }

  private static float waves(double a, double b) {
    return (float) (0.5 + 0.2 * Math.sin(0.7 * a) + 0.2 * Math.sin(0.5 * b + 0.2 * a));
  }
}
