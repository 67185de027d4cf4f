package io.github.edvr4j.train.data;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AV_OPT_SEARCH_CHILDREN;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_set;
import static org.bytedeco.ffmpeg.global.swscale.SWS_ACCURATE_RND;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BICUBIC;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.metrics.Rgb8;
import io.github.edvr4j.video.FFmpegBuild;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.ffmpeg.swscale.SwsFilter;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;

/** Pictures through FFmpeg's H.264 encoder and decoder, in memory. */
final class H264 implements AutoCloseable {

  private static final String ENCODER = "libopenh264";
  private static final int SMALLEST = 16;

  private final int height;
  private final int width;
  private final AVCodecContext encoder;
  private final AVCodecContext decoder;
  private final AVPacket packet = av_packet_alloc();
  private final AVFrame rgb;
  private final AVFrame yuv;
  private final AVFrame decoded = av_frame_alloc();
  private final SwsContext toYuv;
  private final SwsContext toRgb;
  private final List<Rgb8> pictures = new ArrayList<>();

  /**
   * @param pictures all of one size
   * @param quantiser 12 to 51, held for all
   * @return the same pictures as a viewer of the video would see them
   * @throws EdvrException (INTERNAL) if FFmpeg fails
   */
  static List<Rgb8> throughCodec(List<Rgb8> pictures, int quantiser) {
    Rgb8 first = pictures.getFirst();
    try (H264 codec = new H264(first.height(), first.width(), quantiser)) {
      for (Rgb8 picture : pictures) {
        codec.encode(picture);
      }
      codec.finish();
      if (codec.pictures.size() != pictures.size()) {
        throw failure(
            "gave back %d of %d frames".formatted(codec.pictures.size(), pictures.size()));
      }
      return List.copyOf(codec.pictures);
    }
  }

  private H264(int height, int width, int quantiser) {
    FFmpegBuild.load();
    this.height = height;
    this.width = width;
    // Chroma has half the size; where a picture has no pixels, its edge goes on.
    int codedHeight = Math.max(height + height % 2, SMALLEST);
    int codedWidth = Math.max(width + width % 2, SMALLEST);
    encoder = opened(encoder(codedHeight, codedWidth, quantiser));
    decoder = opened(decoder());
    rgb = frame(AV_PIX_FMT_RGB24, codedHeight, codedWidth);
    yuv = frame(AV_PIX_FMT_YUV420P, codedHeight, codedWidth);
    yuv.pts(-1);
    toYuv = conversion(rgb, yuv);
    toRgb = conversion(yuv, rgb);
  }

  private static AVCodecContext encoder(int height, int width, int quantiser) {
    AVCodec codec = avcodec_find_encoder_by_name(ENCODER);
    if (codec == null) {
      throw failure("is missing from this build: " + ENCODER);
    }
    AVCodecContext context = avcodec_alloc_context3(codec);
    context.height(height).width(width).pix_fmt(AV_PIX_FMT_YUV420P).thread_count(1);
    context.time_base().num(1).den(25);
    String held = String.valueOf(quantiser);
    Map.of("rc_mode", "quality", "qmin", held, "qmax", held, "b", "100000000")
        .forEach(
            (key, value) -> check(av_opt_set(context, key, value, AV_OPT_SEARCH_CHILDREN), key));
    return context;
  }

  private static AVCodecContext decoder() {
    AVCodecContext context = avcodec_alloc_context3(avcodec_find_decoder(AV_CODEC_ID_H264));
    return context.thread_count(1);
  }

  private static AVCodecContext opened(AVCodecContext context) {
    check(avcodec_open2(context, context.codec(), (AVDictionary) null), "can't begin");
    return context;
  }

  private static AVFrame frame(int format, int height, int width) {
    AVFrame frame = av_frame_alloc().format(format).height(height).width(width);
    check(av_frame_get_buffer(frame, 0), "has no memory");
    return frame;
  }

  private static SwsContext conversion(AVFrame from, AVFrame to) {
    return sws_getContext(
        from.width(),
        from.height(),
        from.format(),
        to.width(),
        to.height(),
        to.format(),
        SWS_BICUBIC | SWS_ACCURATE_RND,
        (SwsFilter) null,
        (SwsFilter) null,
        (DoublePointer) null);
  }

  private void encode(Rgb8 picture) {
    byte[] row = new byte[3 * rgb.width()];
    BytePointer target = rgb.data(0);
    for (int y = 0; y < rgb.height(); y++) {
      int from = 3 * picture.width() * Math.min(y, height - 1);
      System.arraycopy(picture.values(), from, row, 0, 3 * width);
      for (int i = 3 * width; i < row.length; i++) {
        row[i] = row[i - 3];
      }
      target.position((long) y * rgb.linesize(0)).put(row, 0, row.length);
    }
    check(av_frame_make_writable(yuv), "has no memory");
    convert(toYuv, rgb, yuv);
    yuv.pts(yuv.pts() + 1);
    check(avcodec_send_frame(encoder, yuv), "refuses a frame");
    drainEncoder();
  }

  private void finish() {
    check(avcodec_send_frame(encoder, null), "can't end");
    drainEncoder();
    check(avcodec_send_packet(decoder, null), "can't end");
    drainDecoder();
  }

  private void drainEncoder() {
    while (avcodec_receive_packet(encoder, packet) >= 0) {
      check(avcodec_send_packet(decoder, packet), "can't be decoded");
      drainDecoder();
    }
  }

  private void drainDecoder() {
    while (avcodec_receive_frame(decoder, decoded) >= 0) {
      convert(toRgb, decoded, rgb);
      byte[] values = new byte[3 * height * width];
      BytePointer source = rgb.data(0);
      for (int y = 0; y < height; y++) {
        source.position((long) y * rgb.linesize(0)).get(values, 3 * width * y, 3 * width);
      }
      pictures.add(new Rgb8(height, width, values));
    }
  }

  private static void convert(SwsContext conversion, AVFrame from, AVFrame to) {
    check(
        sws_scale(
            conversion, from.data(), from.linesize(), 0, from.height(), to.data(), to.linesize()),
        "can't convert colours");
  }

  private static void check(int code, String problem) {
    if (code < 0) {
      throw failure("%s (%d)".formatted(problem, code));
    }
  }

  private static EdvrException failure(String problem) {
    return new EdvrException(Category.INTERNAL, "FFmpeg's H.264 " + problem);
  }

  @Override
  public void close() {
    sws_freeContext(toYuv);
    sws_freeContext(toRgb);
    av_frame_free(rgb);
    av_frame_free(yuv);
    av_frame_free(decoded);
    av_packet_free(packet);
    avcodec_free_context(encoder);
    avcodec_free_context(decoder);
  }
}
