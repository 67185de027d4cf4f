package io.github.edvr4j.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_FRAME_CROPPING;
import static org.bytedeco.ffmpeg.global.avutil.AV_FRAME_CROP_UNALIGNED;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_apply_cropping;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * The edges of a picture that its container says are not to be shown: Matroska's PixelCrop, the
 * clean aperture of MP4 and MOV. What the codec says so of, decoders cut by themselves.
 */
record Cropping(int top, int bottom, int left, int right) {
  private static final Cropping NONE = new Cropping(0, 0, 0, 0);

  /** What a stream's container says. */
  static Cropping of(AVCodecParameters stream) {
    Optional<ByteBuffer> data = SideData.get(stream, AV_PKT_DATA_FRAME_CROPPING);
    if (data.isEmpty() || data.get().remaining() < 4 * Integer.BYTES) {
      return NONE;
    }
    ByteBuffer edges = data.get().duplicate().order(ByteOrder.LITTLE_ENDIAN);
    return new Cropping(edges.getInt(), edges.getInt(), edges.getInt(), edges.getInt());
  }

  /** Cuts the edges off; a picture that nothing would be left of stays whole. */
  void apply(AVFrame picture) {
    if (!equals(NONE)) {
      picture.crop_top(top).crop_bottom(bottom).crop_left(left).crop_right(right);
      int unused = av_frame_apply_cropping(picture, AV_FRAME_CROP_UNALIGNED);
    }
  }
}
