package io.github.edvr4j.video;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_ALPHA;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_PLANAR;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_RGB;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.stream.Frame;
import io.github.edvr4j.video.ColourTags.Range;
import java.util.Arrays;
import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;

/** Frames as the planar YUV pictures that encoders take, rounded once, at the end. */
final class YuvWriter {
  private final AVPixFmtDescriptor format;
  private final CodeRange codes;
  private final YuvMatrix matrix;
  private final ChromaGrid grid;
  private final int width;
  private final int height;

  /**
   * @param pixelFormat FFmpeg's number of a planar YUV format
   * @throws EdvrException of category OUTPUT if it isn't one
   */
  YuvWriter(ColourTags tags, int width, int height, int pixelFormat) {
    this.format = av_pix_fmt_desc_get(pixelFormat);
    if (!takes(format)) {
      throw new EdvrException(
          Category.OUTPUT,
          "pixel format %s is not planar YUV; use yuv420p, yuv420p10le or their like"
              .formatted(format.name().getString()));
    }
    this.codes = CodeRange.of(format, tags.range() == Range.FULL);
    this.matrix = YuvMatrix.of(tags, width, height);
    this.grid = ChromaGrid.of(format, tags.chroma());
    this.width = width;
    this.height = height;
  }

  /** Whether a format has luma, two chroma and perhaps alpha, each a plane of its own. */
  static boolean takes(AVPixFmtDescriptor format) {
    return Samples.readable(format)
        && format.comp(0).depth() <= 16
        && (format.nb_components() == 3 || takesAlpha(format))
        && (format.flags() & AV_PIX_FMT_FLAG_PLANAR) != 0
        && (format.flags() & AV_PIX_FMT_FLAG_RGB) == 0
        && format.comp(1).plane() != format.comp(2).plane();
  }

  /** Whether a format keeps how opaque pictures are. */
  static boolean takesAlpha(AVPixFmtDescriptor format) {
    return format.nb_components() == 4 && (format.flags() & AV_PIX_FMT_FLAG_ALPHA) != 0;
  }

  /** Fills the alpha of a picture whose format has one; what says none is opaque. */
  void writeAlpha(Optional<Alpha> alpha, AVFrame picture) {
    if (!takesAlpha(format)) {
      return;
    }
    Samples samples = new Samples(picture, format, 3, width);
    int top = (1 << format.comp(3).depth()) - 1;
    int[] numbers = new int[width];
    Arrays.fill(numbers, top);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width && alpha.isPresent(); x++) {
        numbers[x] = Math.round(top * alpha.get().opacity()[y * width + x]);
      }
      samples.write(y, numbers, width);
    }
  }

  /** Fills a picture of this writer's size and format. */
  void write(Frame frame, AVFrame picture) {
    if (frame.width() != width || frame.height() != height) {
      throw new EdvrException(
          Category.OUTPUT,
          "a frame of %dx%d doesn't fit into an output of %dx%d"
              .formatted(frame.width(), frame.height(), width, height));
    }
    writeLuma(frame, new Samples(picture, format, 0, width));
    int columns = grid.width(width);
    writeChroma(
        frame, new Samples(picture, format, 1, columns), new Samples(picture, format, 2, columns));
  }

  private void writeLuma(Frame frame, Samples luma) {
    int[] numbers = new int[width];
    float[] row = new float[width * Frame.CHANNELS];
    for (int y = 0; y < height; y++) {
      fitRow(frame, y, row);
      for (int x = 0; x < width; x++) {
        int at = x * Frame.CHANNELS;
        numbers[x] = number(lumaNumber(luma(row[at], row[at + 1], row[at + 2])));
      }
      luma.write(y, numbers, width);
    }
  }

  /** Averages RGB over what a chroma sample stands for, which the matrix commutes with. */
  private void writeChroma(Frame frame, Samples cb, Samples cr) {
    ChromaGrid.Kernel across = grid.acrossColumns();
    ChromaGrid.Kernel down = grid.acrossRows();
    int columns = grid.width(width);
    int[] blue = new int[columns];
    int[] red = new int[columns];
    float[] blended = new float[width * Frame.CHANNELS];
    for (int y = 0; y < grid.height(height); y++) {
      blendRows(frame, (y << grid.shiftY()) + down.from(), down.weights(), blended);
      for (int x = 0; x < columns; x++) {
        float r = 0;
        float g = 0;
        float b = 0;
        int first = (x << grid.shiftX()) + across.from();
        for (int k = 0; k < across.weights().length; k++) {
          int at = Math.clamp(first + k, 0, width - 1) * Frame.CHANNELS;
          float weight = across.weights()[k];
          r += weight * blended[at];
          g += weight * blended[at + 1];
          b += weight * blended[at + 2];
        }
        float luma = luma(r, g, b);
        blue[x] = number(blueNumber(b - luma));
        red[x] = number(redNumber(r - luma));
      }
      cb.write(y, blue, columns);
      cr.write(y, red, columns);
    }
  }

  private void blendRows(Frame frame, int first, float[] weights, float[] into) {
    Arrays.fill(into, 0);
    float[] row = new float[into.length];
    for (int k = 0; k < weights.length; k++) {
      fitRow(frame, Math.clamp(first + k, 0, height - 1), row);
      for (int i = 0; i < into.length; i++) {
        into[i] += weights[k] * row[i];
      }
    }
  }

  /** Copies a row, with the colours clamped that the numbers can't say as they are. */
  private void fitRow(Frame frame, int y, float[] into) {
    System.arraycopy(frame.rgb(), y * into.length, into, 0, into.length);
    for (int at = 0; at < into.length; at += Frame.CHANNELS) {
      if (!fits(into[at], into[at + 1], into[at + 2])) {
        for (int c = at; c < at + Frame.CHANNELS; c++) {
          into[c] = Math.clamp(into[c], 0f, 1f);
        }
      }
    }
  }

  /** Clamping luma and chroma by themselves would change the hue. */
  private boolean fits(float r, float g, float b) {
    if (Math.min(r, Math.min(g, b)) >= 0 && Math.max(r, Math.max(g, b)) <= 1) {
      return true;
    }
    float luma = luma(r, g, b);
    return isNumber(lumaNumber(luma))
        && isNumber(blueNumber(b - luma))
        && isNumber(redNumber(r - luma));
  }

  private float luma(float r, float g, float b) {
    return matrix.kr() * r + matrix.kg() * g + matrix.kb() * b;
  }

  private float lumaNumber(float luma) {
    return codes.black() + codes.lumaSpan() * luma;
  }

  private float blueNumber(float difference) {
    return codes.neutral() + codes.chromaSpan() / matrix.bluePerCb() * difference;
  }

  private float redNumber(float difference) {
    return codes.neutral() + codes.chromaSpan() / matrix.redPerCr() * difference;
  }

  private boolean isNumber(float value) {
    return value >= -0.5f && value <= codes.top() + 0.5f;
  }

  private int number(float value) {
    return Math.round(Math.clamp(value, 0f, codes.top()));
  }
}
