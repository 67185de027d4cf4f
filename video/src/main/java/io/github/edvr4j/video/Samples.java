package io.github.edvr4j.video;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_BAYER;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_BE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_BITSTREAM;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_FLOAT;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_HWACCEL;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_PAL;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_PLANAR;
import static org.bytedeco.ffmpeg.global.avutil.av_get_bits_per_pixel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.ffmpeg.avutil.AVComponentDescriptor;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.javacpp.BytePointer;

/** The numbers of one component of a native picture, by the description of its pixel format. */
final class Samples {
  private static final int INDIRECT =
      AV_PIX_FMT_FLAG_PAL
          | AV_PIX_FMT_FLAG_BITSTREAM
          | AV_PIX_FMT_FLAG_HWACCEL
          | AV_PIX_FMT_FLAG_BAYER;

  /** The largest number of half precision, which stands for what is infinite. */
  private static final float LARGEST = 65504;

  private final BytePointer plane;
  private final int stride;
  private final int step;
  private final int offset;
  private final int shift;
  private final int mask;
  private final int size;
  private final boolean floats;
  private final byte[] bytes;
  private final ByteBuffer numbers;

  /**
   * @param component 0 for red or luma, 1 and 2 for the others
   * @param width samples of a row
   */
  Samples(AVFrame picture, AVPixFmtDescriptor format, int component, int width) {
    AVComponentDescriptor c = format.comp(component);
    this.plane = new BytePointer(picture.data(c.plane()));
    this.stride = picture.linesize(c.plane());
    this.step = c.step();
    this.shift = c.shift();
    this.mask = (int) ((1L << c.depth()) - 1);
    this.size = c.depth() + c.shift() <= 8 ? 1 : c.depth() + c.shift() <= 16 ? 2 : 4;
    this.floats = isFloat(format);
    boolean bigEndian = (format.flags() & AV_PIX_FMT_FLAG_BE) != 0;
    // A number in the upper byte of two is described as if that were the second byte.
    this.offset = c.offset() + (bigEndian && size == 1 ? 1 : 0);
    this.bytes = new byte[(width - 1) * step + offset + size];
    this.numbers =
        ByteBuffer.wrap(bytes).order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
  }

  /** Whether each component of a format is a number of its own, at the same distances in a row. */
  static boolean readable(AVPixFmtDescriptor format) {
    boolean planar = (format.flags() & AV_PIX_FMT_FLAG_PLANAR) != 0;
    // Of four pixels with one colour, in one plane, luma lies between the colours.
    boolean uneven = format.log2_chroma_w() > 1 && !planar;
    return (format.flags() & INDIRECT) == 0 && !uneven;
  }

  /** Whether the numbers are those of floating point. */
  static boolean isFloat(AVPixFmtDescriptor format) {
    return (format.flags() & AV_PIX_FMT_FLAG_FLOAT) != 0;
  }

  /** How many bits of a sample are kept of a format: at least 8 and at most 16. */
  static int depth(AVPixFmtDescriptor format) {
    boolean bayer = (format.flags() & AV_PIX_FMT_FLAG_BAYER) != 0;
    // Bayer patterns are described as if all components had a part of one number.
    int bits = bayer ? av_get_bits_per_pixel(format) : format.comp(0).depth();
    return Math.clamp(bits, 8, 16);
  }

  /** What stands for white or opaque. */
  float top() {
    return floats ? 1 : mask & 0xffffffffL;
  }

  /** Reads a row of numbers; in floating point they are finite whatever is stored. */
  void read(int row, float[] into, int length) {
    plane.position((long) row * stride).get(bytes);
    for (int x = 0; x < length; x++) {
      int at = x * step + offset;
      int stored =
          switch (size) {
            case 1 -> bytes[at];
            case 2 -> numbers.getShort(at);
            default -> numbers.getInt(at);
          };
      into[x] = floats ? real(stored) : (stored >>> shift & mask) & 0xffffffffL;
    }
  }

  private float real(int stored) {
    float value = size == 2 ? Float.float16ToFloat((short) stored) : Float.intBitsToFloat(stored);
    return Float.isNaN(value) ? 0 : Math.clamp(value, -LARGEST, LARGEST);
  }

  /**
   * Writes a row of numbers of at most 16 bits, of a format in which each component has its own
   * plane.
   */
  void write(int row, int[] from, int length) {
    for (int x = 0; x < length; x++) {
      int at = x * step + offset;
      int number = from[x] << shift;
      if (size == 1) {
        bytes[at] = (byte) number;
      } else {
        numbers.putShort(at, (short) number);
      }
    }
    plane.position((long) row * stride).put(bytes);
  }
}
