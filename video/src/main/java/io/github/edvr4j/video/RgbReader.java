package io.github.edvr4j.video;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_ALPHA;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_RGB;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;
import static org.bytedeco.ffmpeg.global.swscale.SWS_ACCURATE_RND;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BICUBIC;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FULL_CHR_H_INT;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCoefficients;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale_frame;
import static org.bytedeco.ffmpeg.global.swscale.sws_setColorspaceDetails;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.resize.Bicubic;
import io.github.edvr4j.stream.Frame;
import io.github.edvr4j.video.ColourTags.Range;
import java.nio.DoubleBuffer;
import java.util.Arrays;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.ffmpeg.swscale.SwsContext;

/**
 * Decoded pictures as frames, in floating point from the stored numbers on.
 *
 * <p>swscale's own way to 16-bit RGB puts white at 65280 for some formats and at 65535 for others;
 * here it is used only for what no plain formula reads: palettes, Bayer patterns.
 */
final class RgbReader {
  private final ColourTags tags;
  private final YuvMatrix matrix;
  private final int width;
  private final int height;

  /** For pictures with these tags, scaled to this size where theirs differs. */
  RgbReader(ColourTags tags, int width, int height) {
    this.tags = tags;
    this.matrix = YuvMatrix.of(tags, width, height);
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
    if (!Samples.readable(format)) {
      return throughSwscale(picture);
    }
    if ((format.flags() & AV_PIX_FMT_FLAG_RGB) != 0) {
      return fromRgb(picture, format);
    }
    return format.nb_components() < 3 ? fromGrey(picture, format) : fromYuv(picture, format);
  }

  /** Whether a format has a component that says how opaque it is. */
  static boolean readsAlpha(AVPixFmtDescriptor format) {
    return (format.flags() & AV_PIX_FMT_FLAG_ALPHA) != 0 && Samples.readable(format);
  }

  /** How opaque a picture is; wholly where it doesn't say, scaled where its size differs. */
  Alpha alpha(AVFrame picture) {
    AVPixFmtDescriptor format = av_pix_fmt_desc_get(picture.format());
    float[] opacity = new float[picture.height() * picture.width()];
    Arrays.fill(opacity, 1);
    if (readsAlpha(format)) {
      int component = format.nb_components() - 1;
      Samples samples = new Samples(picture, format, component, picture.width());
      float top = (1 << format.comp(component).depth()) - 1;
      float[] row = new float[picture.width()];
      for (int y = 0; y < picture.height(); y++) {
        samples.read(y, row, row.length);
        for (int x = 0; x < row.length; x++) {
          opacity[y * row.length + x] = row[x] / top;
        }
      }
    }
    return new Alpha(picture.height(), picture.width(), opacity).resized(height, width);
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
    CodeRange codes = CodeRange.of(format.comp(0).depth(), tags.range() == Range.FULL);
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
      float white = (1 << format.comp(c).depth()) - 1;
      for (int y = 0; y < height; y++) {
        samples.read(y, row, width);
        int at = y * width * Frame.CHANNELS + c;
        for (int x = 0; x < width; x++) {
          rgb[at + x * Frame.CHANNELS] = row[x] / white;
        }
      }
    }
    return new Frame(height, width, rgb);
  }

  private Frame fromYuv(AVFrame picture, AVPixFmtDescriptor format) {
    CodeRange codes = CodeRange.of(format.comp(0).depth(), tags.range() == Range.FULL);
    ChromaGrid grid = ChromaGrid.of(format, tags.chroma());
    ChromaGrid.Taps columns = grid.columns(width);
    ChromaGrid.Taps rows = grid.rows(height);
    Samples luma = new Samples(picture, format, 0, width);
    ChromaRows cb = new ChromaRows(picture, format, 1, grid);
    ChromaRows cr = new ChromaRows(picture, format, 2, grid);

    float[] rgb = new float[height * width * Frame.CHANNELS];
    float[] line = new float[width];
    float[] blue = new float[width];
    float[] red = new float[width];
    for (int y = 0; y < height; y++) {
      luma.read(y, line, width);
      cb.interpolate(y, rows, columns, blue);
      cr.interpolate(y, rows, columns, red);
      convert(codes, line, blue, red, rgb, y * width * Frame.CHANNELS);
    }
    return new Frame(height, width, rgb);
  }

  private void convert(
      CodeRange codes, float[] luma, float[] cb, float[] cr, float[] rgb, int start) {
    float perLuma = 1 / codes.lumaSpan();
    float redPerCr = matrix.redPerCr() / codes.chromaSpan();
    float bluePerCb = matrix.bluePerCb() / codes.chromaSpan();
    float redInGreen = matrix.kr() / matrix.kg();
    float blueInGreen = matrix.kb() / matrix.kg();
    for (int x = 0; x < width; x++) {
      float y = (luma[x] - codes.black()) * perLuma;
      float red = (cr[x] - codes.neutral()) * redPerCr;
      float blue = (cb[x] - codes.neutral()) * bluePerCb;
      int at = start + x * Frame.CHANNELS;
      rgb[at] = y + red;
      rgb[at + 1] = y - redInGreen * red - blueInGreen * blue;
      rgb[at + 2] = y + blue;
    }
  }

  /** One chroma component, interpolated linearly to the luma grid; each stored row is read once. */
  private static final class ChromaRows {
    private final float[][] stored;

    ChromaRows(AVFrame picture, AVPixFmtDescriptor format, int component, ChromaGrid grid) {
      int columns = grid.width(picture.width());
      this.stored = new float[grid.height(picture.height())][columns];
      Samples samples = new Samples(picture, format, component, columns);
      for (int y = 0; y < stored.length; y++) {
        samples.read(y, stored[y], columns);
      }
    }

    void interpolate(int y, ChromaGrid.Taps rows, ChromaGrid.Taps columns, float[] into) {
      float[] above = stored[rows.first()[y]];
      float[] below = stored[Math.min(rows.first()[y] + 1, stored.length - 1)];
      float down = rows.weight()[y];
      int last = above.length - 1;
      for (int x = 0; x < into.length; x++) {
        int left = columns.first()[x];
        int right = Math.min(left + 1, last);
        float across = columns.weight()[x];
        float upper = above[left] + across * (above[right] - above[left]);
        float lower = below[left] + across * (below[right] - below[left]);
        into[x] = upper + down * (lower - upper);
      }
    }
  }

  private Frame throughSwscale(AVFrame picture) {
    AVFrame rgb = Pictures.allocate(width, height, AV_PIX_FMT_RGB24);
    SwsContext sws =
        sws_getContext(
            picture.width(),
            picture.height(),
            picture.format(),
            width,
            height,
            AV_PIX_FMT_RGB24,
            SWS_BICUBIC | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT,
            null,
            null,
            (DoubleBuffer) null);
    try {
      int code = -1;
      if (sws != null && !sws.isNull()) {
        var table = sws_getCoefficients(tags.matrixFor(width, height));
        int full = tags.range() == Range.FULL ? 1 : 0;
        sws_setColorspaceDetails(sws, table, full, table, 1, 0, 1 << 16, 1 << 16);
        code = sws_scale_frame(sws, rgb, picture);
      }
      if (code < 0) {
        throw new EdvrException(
            Category.INPUT,
            "pixel format %s can't be converted to RGB"
                .formatted(av_pix_fmt_desc_get(picture.format()).name().getString()));
      }
      return fromRgb(rgb, av_pix_fmt_desc_get(AV_PIX_FMT_RGB24));
    } finally {
      sws_freeContext(sws);
      av_frame_free(rgb);
    }
  }
}
