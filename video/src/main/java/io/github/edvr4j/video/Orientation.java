package io.github.edvr4j.video;

import static org.bytedeco.ffmpeg.global.avutil.AV_FRAME_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_side_data;

import io.github.edvr4j.stream.Frame;
import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVFrameSideData;
import org.bytedeco.javacpp.IntPointer;

/**
 * How a stored picture is shown: turned by quarters, and perhaps mirrored. A pixel that is stored
 * at (x, y) is shown at (xx · x + xy · y, yx · x + yy · y), moved so that none is left of or above
 * zero.
 *
 * @param xx 1, 0 or -1, as all
 * @param xy 0 where xx isn't
 * @param yx 0 where xx isn't
 * @param yy 0 where xy isn't
 */
public record Orientation(int xx, int xy, int yx, int yy) {
  /** As it is stored. */
  public static final Orientation UPRIGHT = new Orientation(1, 0, 0, 1);

  /** What 1 is in a display matrix, and in its last place. */
  private static final int ONE = 1 << 16;

  private static final int LAST = 1 << 30;

  /**
   * Turned clockwise.
   *
   * @param degrees 0, 90, 180 or 270
   */
  public static Orientation clockwise(int degrees) {
    return switch (degrees) {
      case 0 -> UPRIGHT;
      case 90 -> new Orientation(0, -1, 1, 0);
      case 180 -> new Orientation(-1, 0, 0, -1);
      case 270 -> new Orientation(0, 1, -1, 0);
      default -> throw new IllegalArgumentException("turned by " + degrees + " degrees");
    };
  }

  /** What a decoded picture says of itself or its container of it, empty for an oblique one. */
  static Optional<Orientation> of(AVFrame picture) {
    AVFrameSideData data = av_frame_get_side_data(picture, AV_FRAME_DATA_DISPLAYMATRIX);
    if (data == null || data.isNull()) {
      return Optional.of(UPRIGHT);
    }
    int[] matrix = new int[9];
    new IntPointer(data.data()).get(matrix);
    return of(matrix);
  }

  /** Of a display matrix, whose scale doesn't matter, nor an error of a degree. */
  static Optional<Orientation> of(int[] matrix) {
    double slight = 0.02 * Math.hypot(matrix[0], matrix[1]);
    Orientation signs =
        new Orientation(
            sign(matrix[0], slight),
            sign(matrix[3], slight),
            sign(matrix[1], slight),
            sign(matrix[4], slight));
    boolean straight = signs.xy == 0 && signs.yx == 0 && signs.xx != 0 && signs.yy != 0;
    boolean turned = signs.xx == 0 && signs.yy == 0 && signs.xy != 0 && signs.yx != 0;
    return straight || turned ? Optional.of(signs) : Optional.empty();
  }

  private static int sign(int number, double slight) {
    return Math.abs((double) number) <= slight ? 0 : Integer.signum(number);
  }

  /** By how many degrees the picture is turned clockwise, after it was mirrored if it is. */
  public int rotation() {
    boolean mirrored = xx * yy - xy * yx < 0;
    int across = mirrored ? -xx : xx;
    int down = mirrored ? -yx : yx;
    return across == 1 ? 0 : down == 1 ? 90 : across == -1 ? 180 : 270;
  }

  /** Whether the picture lies on its side. */
  boolean sideways() {
    return xx == 0;
  }

  /** FFmpeg's display matrix. */
  int[] matrix() {
    return new int[] {xx * ONE, yx * ONE, 0, xy * ONE, yy * ONE, 0, 0, 0, LAST};
  }

  /** The frame as it is shown. */
  Frame apply(Frame stored) {
    if (equals(UPRIGHT)) {
      return stored;
    }
    boolean turned = xx == 0;
    return new Frame(
        turned ? stored.width() : stored.height(),
        turned ? stored.height() : stored.width(),
        turned(stored.rgb(), stored.height(), stored.width(), Frame.CHANNELS));
  }

  /** The same for how opaque it is. */
  Alpha apply(Alpha stored) {
    boolean turned = xx == 0;
    return new Alpha(
        turned ? stored.width() : stored.height(),
        turned ? stored.height() : stored.width(),
        turned(stored.opacity(), stored.height(), stored.width(), 1));
  }

  private float[] turned(float[] stored, int storedHeight, int storedWidth, int channels) {
    boolean turned = xx == 0;
    int width = turned ? storedHeight : storedWidth;
    int height = turned ? storedWidth : storedHeight;
    int left = xx + xy < 0 ? width - 1 : 0;
    int top = yx + yy < 0 ? height - 1 : 0;
    float[] result = new float[stored.length];
    for (int y = 0; y < storedHeight; y++) {
      for (int x = 0; x < storedWidth; x++) {
        int from = (y * storedWidth + x) * channels;
        int to = ((top + yx * x + yy * y) * width + left + xx * x + xy * y) * channels;
        System.arraycopy(stored, from, result, to, channels);
      }
    }
    return result;
  }
}
