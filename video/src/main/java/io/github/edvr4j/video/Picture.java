package io.github.edvr4j.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_BMP;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PNG;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_TIFF;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_WEBP;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_CRCCHECK;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_EXPLODE;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.stream.Frame;
import io.github.edvr4j.video.ColourTags.Range;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * A picture of a file, upright as its Exif data say. Grey is spread over the three channels.
 *
 * @param alpha how opaque it is, where that isn't wholly
 * @param bitDepth bits of a sample, 8 to 16
 */
record Picture(Frame frame, Optional<Alpha> alpha, int bitDepth) {
  /** For messages. */
  static final String KINDS = "PNG, JPEG, TIFF, WebP or BMP";

  private static final Pattern NAME =
      Pattern.compile("[^.].*\\.(png|jpe?g|tiff?|webp|bmp)", Pattern.CASE_INSENSITIVE);

  /** More than enough to see what a file is. */
  private static final int HEAD = 4096;

  /** Whether a file's name is that of a picture; hidden files are none. */
  static boolean isNamedLikeOne(Path file) {
    return NAME.matcher(file.getFileName().toString()).matches();
  }

  /** Whether it is a PNG that moves, which is read like a video. */
  static boolean isAnimatedPng(Path file) {
    try (var in = Files.newInputStream(file)) {
      String head = new String(in.readNBytes(HEAD), StandardCharsets.ISO_8859_1);
      int animation = head.indexOf("acTL");
      return head.startsWith("\u0089PNG")
          && animation > 0
          && !head.substring(0, animation).contains("IDAT");
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Reads a picture of any kind, whatever its name says.
   *
   * @throws EdvrException of category INPUT if it isn't one or is damaged
   */
  static Picture read(Path file) {
    FFmpeg.load();
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw unreadable(file, e.toString());
    }
    int codec =
        codecOf(bytes)
            .orElseThrow(
                () -> unreadable(file, bytes.length == 0 ? "it is empty" : "it is not " + KINDS));
    AVFrame decoded = av_frame_alloc();
    try {
      int code = decode(codec, bytes, decoded);
      if (code < 0) {
        throw unreadable(file, isAnimatedWebp(bytes) ? "it is an animation" : FFmpeg.error(code));
      }
      return of(decoded);
    } finally {
      av_frame_free(decoded);
    }
  }

  private static EdvrException unreadable(Path file, String why) {
    return new EdvrException(
        Category.INPUT,
        "%s: can't be read as a picture (%s); replace or remove it".formatted(file, why));
  }

  private static Optional<Integer> codecOf(byte[] bytes) {
    String head = new String(bytes, 0, Math.min(bytes.length, 16), StandardCharsets.ISO_8859_1);
    if (head.startsWith("\u0089PNG\r\n")) {
      return Optional.of(AV_CODEC_ID_PNG);
    }
    if (head.startsWith("\u00ff\u00d8\u00ff")) {
      return Optional.of(AV_CODEC_ID_MJPEG);
    }
    if (head.startsWith("II*\0") || head.startsWith("MM\0*")) {
      return Optional.of(AV_CODEC_ID_TIFF);
    }
    if (head.startsWith("RIFF") && head.startsWith("WEBP", 8)) {
      return Optional.of(AV_CODEC_ID_WEBP);
    }
    return head.startsWith("BM") ? Optional.of(AV_CODEC_ID_BMP) : Optional.empty();
  }

  private static boolean isAnimatedWebp(byte[] bytes) {
    String head = new String(bytes, 0, Math.min(bytes.length, HEAD), StandardCharsets.ISO_8859_1);
    return head.startsWith("RIFF") && head.startsWith("VP8X", 12) && head.contains("ANIM");
  }

  /** Gives FFmpeg's code; what is damaged is refused, not guessed. */
  private static int decode(int codec, byte[] bytes, AVFrame decoded) {
    AVCodec decoder = avcodec_find_decoder(codec);
    AVCodecContext context = avcodec_alloc_context3(decoder);
    AVPacket packet = av_packet_alloc();
    try {
      context.thread_count(1);
      if (codec != AV_CODEC_ID_TIFF) {
        // In TIFF it would also be an error that tags are unknown.
        context.err_recognition(AV_EF_CRCCHECK | AV_EF_EXPLODE);
      }
      int code = avcodec_open2(context, decoder, (AVDictionary) null);
      if (code >= 0) {
        code = av_new_packet(packet, bytes.length);
      }
      if (code >= 0) {
        packet.data().put(bytes);
        code = avcodec_send_packet(context, packet);
      }
      if (code >= 0) {
        avcodec_send_packet(context, null);
        code = avcodec_receive_frame(context, decoded);
      }
      return code;
    } finally {
      av_packet_free(packet);
      avcodec_free_context(context);
    }
  }

  private static Picture of(AVFrame decoded) {
    ColourTags tags = Colours.tags(decoded);
    if (tags.range() == Range.UNSPECIFIED) {
      tags = tags.withRange(Range.FULL);
    }
    RgbReader reader = new RgbReader(tags, decoded.width(), decoded.height());
    Orientation orientation = Orientation.of(decoded).orElse(Orientation.UPRIGHT);
    return new Picture(
        orientation.apply(reader.read(decoded)),
        Optional.of(reader.alpha(decoded)).filter(Alpha::isTransparent).map(orientation::apply),
        Samples.depth(av_pix_fmt_desc_get(decoded.format())));
  }
}
