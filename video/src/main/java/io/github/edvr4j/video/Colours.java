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
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_RGB;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_RGB;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt_name;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;

import io.github.edvr4j.video.ColourTags.ChromaLocation;
import io.github.edvr4j.video.ColourTags.Range;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.javacpp.BytePointer;

/** Colour tags in FFmpeg's numbers. */
final class Colours {
  private Colours() {}

  /**
   * What a decoded picture says of itself as it is read; pictures in RGB, and grey ones of PNG,
   * name no matrix that YUV could keep.
   */
  static ColourTags tags(AVFrame frame) {
    AVPixFmtDescriptor format = av_pix_fmt_desc_get(frame.format());
    if (XyzReader.reads(format)) {
      return XyzReader.tags();
    }
    boolean rgb = (format.flags() & AV_PIX_FMT_FLAG_RGB) != 0 || Palette.isIn(format);
    Range range = fullByName(frame.format()) ? Range.FULL : range(frame.color_range());
    return new ColourTags(
        rgb || frame.colorspace() == AVCOL_SPC_RGB ? ColourTags.UNSPECIFIED : frame.colorspace(),
        frame.color_primaries(),
        frame.color_trc(),
        rgb ? Range.UNSPECIFIED : range,
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
}
