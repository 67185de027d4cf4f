package io.github.edvr4j.video;

import static org.bytedeco.ffmpeg.global.avutil.AVCHROMA_LOC_BOTTOM;
import static org.bytedeco.ffmpeg.global.avutil.AVCHROMA_LOC_BOTTOMLEFT;
import static org.bytedeco.ffmpeg.global.avutil.AVCHROMA_LOC_CENTER;
import static org.bytedeco.ffmpeg.global.avutil.AVCHROMA_LOC_LEFT;
import static org.bytedeco.ffmpeg.global.avutil.AVCHROMA_LOC_TOP;
import static org.bytedeco.ffmpeg.global.avutil.AVCHROMA_LOC_TOPLEFT;
import static org.bytedeco.ffmpeg.global.avutil.AVCHROMA_LOC_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt_name;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;
import static org.bytedeco.ffmpeg.global.swscale.SWS_ACCURATE_RND;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BICUBIC;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FULL_CHR_H_INP;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FULL_CHR_H_INT;
import static org.bytedeco.ffmpeg.global.swscale.sws_alloc_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCoefficients;
import static org.bytedeco.ffmpeg.global.swscale.sws_init_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_setColorspaceDetails;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.video.ColourTags.ChromaLocation;
import io.github.edvr4j.video.ColourTags.Range;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;

/** Colour tags in FFmpeg's numbers, and conversions that obey them. */
final class Colours {
  private static final int NO_LOSS =
      SWS_BICUBIC | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT | SWS_FULL_CHR_H_INP;
  private static final int UNITY = 1 << 16;

  private Colours() {}

  /** What a decoded picture says of itself. */
  static ColourTags tags(AVFrame frame) {
    return new ColourTags(
        frame.colorspace(),
        frame.color_primaries(),
        frame.color_trc(),
        fullByName(frame.format()) ? Range.FULL : range(frame.color_range()),
        chroma(frame.chroma_location()));
  }

  /** The old JPEG pixel formats have their range in the name. */
  private static boolean fullByName(int pixelFormat) {
    BytePointer name = av_get_pix_fmt_name(pixelFormat);
    return name != null && !name.isNull() && name.getString().startsWith("yuvj");
  }

  private static Range range(int code) {
    return switch (code) {
      case AVCOL_RANGE_MPEG -> Range.LIMITED;
      case AVCOL_RANGE_JPEG -> Range.FULL;
      default -> Range.UNSPECIFIED;
    };
  }

  static int code(Range range) {
    return switch (range) {
      case UNSPECIFIED -> AVCOL_RANGE_UNSPECIFIED;
      case LIMITED -> AVCOL_RANGE_MPEG;
      case FULL -> AVCOL_RANGE_JPEG;
    };
  }

  private static ChromaLocation chroma(int code) {
    return switch (code) {
      case AVCHROMA_LOC_LEFT -> ChromaLocation.LEFT;
      case AVCHROMA_LOC_CENTER -> ChromaLocation.CENTER;
      case AVCHROMA_LOC_TOPLEFT -> ChromaLocation.TOP_LEFT;
      case AVCHROMA_LOC_TOP -> ChromaLocation.TOP;
      case AVCHROMA_LOC_BOTTOMLEFT -> ChromaLocation.BOTTOM_LEFT;
      case AVCHROMA_LOC_BOTTOM -> ChromaLocation.BOTTOM;
      default -> ChromaLocation.UNSPECIFIED;
    };
  }

  static int code(ChromaLocation chroma) {
    return switch (chroma) {
      case UNSPECIFIED -> AVCHROMA_LOC_UNSPECIFIED;
      case LEFT -> AVCHROMA_LOC_LEFT;
      case CENTER -> AVCHROMA_LOC_CENTER;
      case TOP_LEFT -> AVCHROMA_LOC_TOPLEFT;
      case TOP -> AVCHROMA_LOC_TOP;
      case BOTTOM_LEFT -> AVCHROMA_LOC_BOTTOMLEFT;
      case BOTTOM -> AVCHROMA_LOC_BOTTOM;
    };
  }

  /** From any pixel format to RGB of the same range of colours, sized to the clip. */
  static SwsContext toRgb(AVFrame source, ColourTags tags, int matrix, AVFrame rgb) {
    SwsContext sws = sized(source, rgb);
    sws.src_h_chr_pos(horizontal(tags.chroma(), source.format()));
    sws.src_v_chr_pos(vertical(tags.chroma(), source.format()));
    return ready(sws, matrix, tags.range() == Range.FULL, true);
  }

  /** From RGB to an encoder's pixel format of the same size. */
  static SwsContext fromRgb(AVFrame rgb, ColourTags tags, int matrix, AVFrame target) {
    SwsContext sws = sized(rgb, target);
    sws.dst_h_chr_pos(horizontal(tags.chroma(), target.format()));
    sws.dst_v_chr_pos(vertical(tags.chroma(), target.format()));
    return ready(sws, matrix, true, tags.range() == Range.FULL);
  }

  private static SwsContext sized(AVFrame source, AVFrame target) {
    SwsContext sws = sws_alloc_context();
    if (sws == null || sws.isNull()) {
      throw new EdvrException(Category.MEMORY, "no memory left for converting colours");
    }
    return sws.flags(NO_LOSS)
        .src_w(source.width())
        .src_h(source.height())
        .src_format(source.format())
        .dst_w(target.width())
        .dst_h(target.height())
        .dst_format(target.format());
  }

  private static SwsContext ready(
      SwsContext sws, int matrix, boolean sourceFull, boolean targetFull) {
    var table = sws_getCoefficients(matrix);
    int from = sourceFull ? 1 : 0;
    int to = targetFull ? 1 : 0;
    sws.src_range(from).dst_range(to);
    int code = sws_init_context(sws, null, null);
    if (code >= 0) {
      code = sws_setColorspaceDetails(sws, table, from, table, to, 0, UNITY, UNITY);
    }
    if (code < 0) {
      String pixels = av_get_pix_fmt_name(sws.src_format()).getString();
      sws_freeContext(sws);
      throw new EdvrException(
          Category.INPUT,
          "pixel format %s can't be converted: %s".formatted(pixels, FFmpeg.error(code)));
    }
    return sws;
  }

  /** In 1/256 of a luma sample, as swscale wants it; -513 leaves what isn't subsampled alone. */
  private static int horizontal(ChromaLocation chroma, int pixelFormat) {
    AVPixFmtDescriptor format = av_pix_fmt_desc_get(pixelFormat);
    if (format == null || format.log2_chroma_w() != 1) {
      return -513;
    }
    return switch (chroma) {
      case UNSPECIFIED, LEFT, TOP_LEFT, BOTTOM_LEFT -> 0;
      case CENTER, TOP, BOTTOM -> 128;
    };
  }

  private static int vertical(ChromaLocation chroma, int pixelFormat) {
    AVPixFmtDescriptor format = av_pix_fmt_desc_get(pixelFormat);
    if (format == null || format.log2_chroma_h() != 1) {
      return -513;
    }
    return switch (chroma) {
      case TOP_LEFT, TOP -> 0;
      case UNSPECIFIED, LEFT, CENTER -> 128;
      case BOTTOM_LEFT, BOTTOM -> 256;
    };
  }
}
