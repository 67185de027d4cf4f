package io.github.edvr4j.video;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB48LE;
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
import io.github.edvr4j.video.ColourTags.Range;
import java.nio.DoubleBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.ffmpeg.swscale.SwsContext;

/**
 * RGB of what no plain formula reads: Bayer patterns, several pixels in a byte.
 *
 * <p>swscale's way to 16-bit RGB puts white at 65280 for some formats and at 65535 for others; of
 * those that come here, only Bayer patterns have more than 8 bits, and they have their own way.
 */
final class SwscaleReader {
  private SwscaleReader() {}

  /**
   * Converts a picture.
   *
   * @param tags those of the picture
   * @return a picture in RGB, to be freed with {@code av_frame_free}
   * @throws EdvrException of category INPUT if swscale doesn't know the format either
   */
  static AVFrame rgb(AVFrame picture, ColourTags tags) {
    AVPixFmtDescriptor format = av_pix_fmt_desc_get(picture.format());
    int width = picture.width();
    int height = picture.height();
    int deepEnough = Samples.depth(format) > 8 ? AV_PIX_FMT_RGB48LE : AV_PIX_FMT_RGB24;
    AVFrame rgb = Pictures.allocate(width, height, deepEnough);
    SwsContext sws =
        sws_getContext(
            width,
            height,
            picture.format(),
            width,
            height,
            deepEnough,
            SWS_BICUBIC | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT,
            null,
            null,
            (DoubleBuffer) null);
    int code = -1;
    if (sws != null && !sws.isNull()) {
      var table = sws_getCoefficients(tags.matrixFor(width, height));
      int full = tags.range() == Range.FULL ? 1 : 0;
      sws_setColorspaceDetails(sws, table, full, table, 1, 0, 1 << 16, 1 << 16);
      code = sws_scale_frame(sws, rgb, picture);
    }
    sws_freeContext(sws);
    if (code < 0) {
      av_frame_free(rgb);
      throw new EdvrException(
          Category.INPUT,
          "pixel format %s can't be converted to RGB".formatted(format.name().getString()));
    }
    return rgb;
  }
}
