package io.github.edvr4j.video;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_XYZ;

import io.github.edvr4j.stream.Frame;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;

/**
 * The colours of digital cinema (SMPTE ST 428-1), XYZ at a gamma of 2.6 that leaves room above
 * white, as RGB of BT.709 at a gamma of 2.2.
 */
final class XyzReader {
  private static final double DECODING = 2.6;
  private static final double ENCODING = 1 / 2.2;

  /** The luminance that the largest number stands for, and that of white, in cd/m². */
  private static final double LARGEST = 52.37;

  private static final double WHITE = 48;

  /** From XYZ to linear RGB, row by row, for a white of D65. */
  private static final double[] RGB = {
    3.2404542, -1.5371385, -0.4985314,
    -0.9692660, 1.8760108, 0.0415560,
    0.0556434, -0.2040259, 1.0572252
  };

  private XyzReader() {}

  static boolean reads(AVPixFmtDescriptor format) {
    return (format.flags() & AV_PIX_FMT_FLAG_XYZ) != 0;
  }

  /** What the result means. */
  static ColourTags tags() {
    int bt709 = 1;
    int gamma22 = 4;
    return new ColourTags(
        ColourTags.UNSPECIFIED,
        bt709,
        gamma22,
        ColourTags.Range.UNSPECIFIED,
        ColourTags.ChromaLocation.UNSPECIFIED);
  }

  static Frame read(AVFrame picture, AVPixFmtDescriptor format) {
    int width = picture.width();
    double[] light = light(1 << format.comp(0).depth());
    float[][] xyz = new float[Frame.CHANNELS][width];
    float[] rgb = new float[picture.height() * width * Frame.CHANNELS];
    Samples[] samples = new Samples[Frame.CHANNELS];
    for (int c = 0; c < Frame.CHANNELS; c++) {
      samples[c] = new Samples(picture, format, c, width);
    }
    for (int y = 0; y < picture.height(); y++) {
      for (int c = 0; c < Frame.CHANNELS; c++) {
        samples[c].read(y, xyz[c], width);
      }
      for (int i = 0; i < width * Frame.CHANNELS; i++) {
        int row = i % Frame.CHANNELS * Frame.CHANNELS;
        int x = i / Frame.CHANNELS;
        double linear =
            RGB[row] * light[(int) xyz[0][x]]
                + RGB[row + 1] * light[(int) xyz[1][x]]
                + RGB[row + 2] * light[(int) xyz[2][x]];
        rgb[y * width * Frame.CHANNELS + i] =
            (float) Math.copySign(Math.pow(Math.abs(linear), ENCODING), linear);
      }
    }
    return new Frame(picture.height(), width, rgb);
  }

  /** The light of each number, that of white being 1. */
  private static double[] light(int numbers) {
    double[] light = new double[numbers];
    for (int i = 0; i < numbers; i++) {
      light[i] = LARGEST / WHITE * Math.pow(i / (numbers - 1.0), DECODING);
    }
    return light;
  }
}
