package io.github.edvr4j.video;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_BAYER;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_BE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_BITSTREAM;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_FLOAT;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_HWACCEL;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_PAL;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_XYZ;

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
          | AV_PIX_FMT_FLAG_FLOAT
          | AV_PIX_FMT_FLAG_BAYER
          | AV_PIX_FMT_FLAG_XYZ;

  private final BytePointer plane;
  private final int stride;
  private final int step;
  private final int offset;
  private final int shift;
  private final int mask;
  private final boolean wide;
  private final boolean bigEndian;
  private final byte[] bytes;

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
    this.mask = (1 << c.depth()) - 1;
    this.wide = c.depth() + c.shift() > 8;
    this.bigEndian = (format.flags() & AV_PIX_FMT_FLAG_BE) != 0;
    // A number in the upper byte of two is described as if that were the second byte.
    this.offset = c.offset() + (bigEndian && !wide ? 1 : 0);
    this.bytes = new byte[(width - 1) * step + offset + (wide ? 2 : 1)];
  }

  /** Whether each component of a format is a number of its own of at most 16 bits. */
  static boolean readable(AVPixFmtDescriptor format) {
    if ((format.flags() & INDIRECT) != 0) {
      return false;
    }
    for (int i = 0; i < format.nb_components(); i++) {
      AVComponentDescriptor c = format.comp(i);
      if (c.depth() + c.shift() > 16) {
        return false;
      }
    }
    return true;
  }

  /** How many bits of a sample a format keeps, at least 8 and at most the 16 that are read here. */
  static int depth(AVPixFmtDescriptor format) {
    return Math.clamp(format.comp(0).depth(), 8, 16);
  }

  /** Reads a row of numbers. */
  void read(int row, float[] into, int length) {
    plane.position((long) row * stride).get(bytes);
    for (int x = 0; x < length; x++) {
      int at = x * step + offset;
      int number = bytes[at] & 0xff;
      if (wide) {
        int second = bytes[at + 1] & 0xff;
        number = bigEndian ? number << 8 | second : second << 8 | number;
      }
      into[x] = (number >> shift) & mask;
    }
  }

  /** Writes a row of numbers of a format in which each component has its own plane. */
  void write(int row, int[] from, int length) {
    for (int x = 0; x < length; x++) {
      int at = x * step + offset;
      int number = from[x] << shift;
      if (!wide) {
        bytes[at] = (byte) number;
      } else {
        bytes[at] = (byte) (bigEndian ? number >> 8 : number);
        bytes[at + 1] = (byte) (bigEndian ? number : number >> 8);
      }
    }
    plane.position((long) row * stride).put(bytes);
  }
}
