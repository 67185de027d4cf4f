package io.github.edvr4j.video;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Native pictures with memory of their own. */
final class Pictures {
  private Pictures() {}

  /** To be freed with {@code av_frame_free}. */
  static AVFrame allocate(int width, int height, int pixelFormat) {
    AVFrame frame = av_frame_alloc();
    frame.width(width).height(height).format(pixelFormat);
    if (av_frame_get_buffer(frame, 0) < 0) {
      av_frame_free(frame);
      throw new EdvrException(
          Category.MEMORY, "no memory left for a picture of %dx%d".formatted(width, height));
    }
    return frame;
  }
}
