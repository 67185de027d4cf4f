package io.github.edvr4j.video;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_PAL;

import io.github.edvr4j.stream.Frame;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;

/** A picture whose numbers stand for colours of a table, each with its transparency. */
final class Palette {
  private static final int COLOURS = 256;

  private final AVFrame picture;
  private final int[] argb = new int[COLOURS];

  Palette(AVFrame picture) {
    this.picture = picture;
    new IntPointer(picture.data(1)).get(argb);
  }

  static boolean isIn(AVPixFmtDescriptor format) {
    return (format.flags() & AV_PIX_FMT_FLAG_PAL) != 0;
  }

  Frame frame() {
    float[] rgb = new float[picture.height() * picture.width() * Frame.CHANNELS];
    for (int c = 0; c < Frame.CHANNELS; c++) {
      read(16 - 8 * c, rgb, c, Frame.CHANNELS);
    }
    return new Frame(picture.height(), picture.width(), rgb);
  }

  Alpha alpha() {
    float[] opacity = new float[picture.height() * picture.width()];
    read(24, opacity, 0, 1);
    return new Alpha(picture.height(), picture.width(), opacity);
  }

  /** One component of all pixels, which lies in some bits of its colour. */
  private void read(int shift, float[] into, int offset, int step) {
    BytePointer numbers = new BytePointer(picture.data(0));
    byte[] row = new byte[picture.width()];
    int at = offset;
    for (int y = 0; y < picture.height(); y++) {
      numbers.position((long) y * picture.linesize(0)).get(row);
      for (byte number : row) {
        into[at] = (argb[number & 0xff] >> shift & 0xff) / 255f;
        at += step;
      }
    }
  }
}
