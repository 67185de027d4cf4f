package io.github.edvr4j.video;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB48LE;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.stream.Frame;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/** A native picture of 16-bit RGB, where frames go in and out between conversions. */
final class RgbFrames implements AutoCloseable {
  private static final float WHITE = 65535f;

  private final AVFrame picture;
  private final ShortBuffer samples;
  private final int stride;
  private final int width;
  private final int height;
  private boolean closed;

  RgbFrames(int width, int height) {
    this.width = width;
    this.height = height;
    this.picture = allocate(width, height, AV_PIX_FMT_RGB48LE);
    this.stride = picture.linesize(0) / Short.BYTES;
    BytePointer first = picture.data(0);
    this.samples =
        first
            .capacity((long) picture.linesize(0) * height)
            .asByteBuffer()
            .order(ByteOrder.LITTLE_ENDIAN)
            .asShortBuffer();
  }

  /** A native picture with memory of its own. */
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

  AVFrame picture() {
    return picture;
  }

  Frame read() {
    int row = width * Frame.CHANNELS;
    float[] rgb = new float[height * row];
    short[] line = new short[row];
    for (int y = 0; y < height; y++) {
      samples.get(y * stride, line);
      for (int i = 0; i < row; i++) {
        rgb[y * row + i] = Short.toUnsignedInt(line[i]) / WHITE;
      }
    }
    return new Frame(height, width, rgb);
  }

  void write(Frame frame) {
    if (frame.width() != width || frame.height() != height) {
      throw new EdvrException(
          Category.OUTPUT,
          "a frame of %dx%d doesn't fit into an output of %dx%d"
              .formatted(frame.width(), frame.height(), width, height));
    }
    int row = width * Frame.CHANNELS;
    short[] line = new short[row];
    for (int y = 0; y < height; y++) {
      for (int i = 0; i < row; i++) {
        line[i] = (short) Math.round(Math.clamp(frame.rgb()[y * row + i], 0f, 1f) * WHITE);
      }
      samples.put(y * stride, line);
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      av_frame_free(picture);
    }
  }
}
