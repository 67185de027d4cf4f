package io.github.edvr4j.video;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_ALPHA;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_RGB;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;

import io.github.edvr4j.resize.Bicubic;
import io.github.edvr4j.stream.Frame;
import io.github.edvr4j.video.ColourTags.Range;
import java.util.Arrays;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;

/** Decoded pictures as frames, in floating point from the stored numbers on. */
final class RgbReader {
  private final ColourTags tags;
  private final YuvReader yuv;
  private final int width;
  private final int height;

  /** For pictures with these tags, scaled to this size where theirs differs. */
  RgbReader(ColourTags tags, int width, int height) {
    this.tags = tags;
    this.yuv = new YuvReader(tags, width, height);
    this.width = width;
    this.height = height;
  }

  /**
   * The picture's colours. Those that a screen can't show are kept as they are, below 0 or above 1:
   * whites above white, and what rounding moved out of the primaries' triangle.
   */
  Frame read(AVFrame picture) {
    if (picture.width() != width || picture.height() != height) {
      return resized(picture);
    }
    AVPixFmtDescriptor format = av_pix_fmt_desc_get(picture.format());
    if (Palette.isIn(format)) {
      return new Palette(picture).frame();
    }
    if (!Samples.readable(format)) {
      return throughSwscale(picture);
    }
    if (XyzReader.reads(format)) {
      return XyzReader.read(picture, format);
    }
    if ((format.flags() & AV_PIX_FMT_FLAG_RGB) != 0) {
      return fromRgb(picture, format);
    }
    return format.nb_components() < 3 ? fromGrey(picture, format) : yuv.read(picture, format);
  }

  /**
   * Whether a picture's format says how opaque it is; of one with a palette, whether any pixel lets
   * something through.
   */
  static boolean readsAlpha(AVFrame picture) {
    AVPixFmtDescriptor format = av_pix_fmt_desc_get(picture.format());
    return Palette.isIn(format)
        ? new Palette(picture).alpha().isTransparent()
        : (format.flags() & AV_PIX_FMT_FLAG_ALPHA) != 0 && Samples.readable(format);
  }

  /** How opaque a picture is; wholly where it doesn't say, scaled where its size differs. */
  Alpha alpha(AVFrame picture) {
    AVPixFmtDescriptor format = av_pix_fmt_desc_get(picture.format());
    Alpha own = Palette.isIn(format) ? new Palette(picture).alpha() : stored(picture, format);
    return own.resized(height, width);
  }

  private static Alpha stored(AVFrame picture, AVPixFmtDescriptor format) {
    float[] opacity = new float[picture.height() * picture.width()];
    Arrays.fill(opacity, 1);
    if (readsAlpha(picture)) {
      int component = format.nb_components() - 1;
      Samples samples = new Samples(picture, format, component, picture.width());
      float[] row = new float[picture.width()];
      for (int y = 0; y < picture.height(); y++) {
        samples.read(y, row, row.length);
        for (int x = 0; x < row.length; x++) {
          opacity[y * row.length + x] = Math.clamp(row[x] / samples.top(), 0f, 1f);
        }
      }
    }
    return new Alpha(picture.height(), picture.width(), opacity);
  }

  /** The first pictures' matrix is that of all, though players would guess it from the size. */
  private Frame resized(AVFrame picture) {
    ColourTags said = tags.withMatrix(tags.matrixFor(width, height));
    Frame own = new RgbReader(said, picture.width(), picture.height()).read(picture);
    return new Frame(
        height,
        width,
        Bicubic.resize(own.rgb(), own.height(), own.width(), Frame.CHANNELS, height, width));
  }

  private Frame fromGrey(AVFrame picture, AVPixFmtDescriptor format) {
    CodeRange codes = CodeRange.of(format, tags.range() == Range.FULL);
    Samples samples = new Samples(picture, format, 0, width);
    float[] rgb = new float[height * width * Frame.CHANNELS];
    float[] row = new float[width];
    for (int y = 0; y < height; y++) {
      samples.read(y, row, width);
      for (int x = 0; x < width; x++) {
        int at = (y * width + x) * Frame.CHANNELS;
        float grey = (row[x] - codes.black()) / codes.lumaSpan();
        Arrays.fill(rgb, at, at + Frame.CHANNELS, grey);
      }
    }
    return new Frame(height, width, rgb);
  }

  private Frame fromRgb(AVFrame picture, AVPixFmtDescriptor format) {
    float[] rgb = new float[height * width * Frame.CHANNELS];
    float[] row = new float[width];
    for (int c = 0; c < Frame.CHANNELS; c++) {
      Samples samples = new Samples(picture, format, c, width);
      for (int y = 0; y < height; y++) {
        samples.read(y, row, width);
        int at = y * width * Frame.CHANNELS + c;
        for (int x = 0; x < width; x++) {
          rgb[at + x * Frame.CHANNELS] = row[x] / samples.top();
        }
      }
    }
    return new Frame(height, width, rgb);
  }

  private Frame throughSwscale(AVFrame picture) {
    AVFrame rgb = SwscaleReader.rgb(picture, tags);
    try {
      return fromRgb(rgb, av_pix_fmt_desc_get(rgb.format()));
    } finally {
      av_frame_free(rgb);
    }
  }
}
