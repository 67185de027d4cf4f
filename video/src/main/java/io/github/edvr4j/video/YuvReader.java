package io.github.edvr4j.video;

import io.github.edvr4j.stream.Frame;
import io.github.edvr4j.video.ColourTags.Range;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;

/** Pictures of luma and colour differences as RGB. */
final class YuvReader {
  private final ColourTags tags;
  private final YuvMatrix matrix;
  private final int width;
  private final int height;

  /** For pictures with these tags in this size. */
  YuvReader(ColourTags tags, int width, int height) {
    this.tags = tags;
    this.matrix = YuvMatrix.of(tags, width, height);
    this.width = width;
    this.height = height;
  }

  Frame read(AVFrame picture, AVPixFmtDescriptor format) {
    CodeRange codes = CodeRange.of(format, tags.range() == Range.FULL);
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
}
