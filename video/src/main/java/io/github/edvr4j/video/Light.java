package io.github.edvr4j.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_CONTENT_LIGHT_LEVEL;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_MASTERING_DISPLAY_METADATA;
import static org.bytedeco.ffmpeg.global.avutil.AV_FRAME_DATA_CONTENT_LIGHT_LEVEL;
import static org.bytedeco.ffmpeg.global.avutil.AV_FRAME_DATA_MASTERING_DISPLAY_METADATA;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * For which display and light a high dynamic range was made, in FFmpeg's structures, which are only
 * passed on.
 *
 * @param display the mastering display's colours and luminance (SMPTE ST 2086)
 * @param level the brightest pixel and the brightest frame (CTA-861.3)
 */
public record Light(Optional<ByteBuffer> display, Optional<ByteBuffer> level) {

  /** Nothing said. */
  public static final Light NONE = new Light(Optional.empty(), Optional.empty());

  /** What a container says of its stream, or else the codec of a picture. */
  static Light of(AVCodecParameters stream, AVFrame picture) {
    return new Light(
        SideData.get(stream, AV_PKT_DATA_MASTERING_DISPLAY_METADATA)
            .or(() -> SideData.get(picture, AV_FRAME_DATA_MASTERING_DISPLAY_METADATA)),
        SideData.get(stream, AV_PKT_DATA_CONTENT_LIGHT_LEVEL)
            .or(() -> SideData.get(picture, AV_FRAME_DATA_CONTENT_LIGHT_LEVEL)));
  }

  /** Adds it to a stream's description. */
  void describe(AVCodecParameters stream) {
    display.ifPresent(
        data -> SideData.add(stream, AV_PKT_DATA_MASTERING_DISPLAY_METADATA, bytes(data)));
    level.ifPresent(data -> SideData.add(stream, AV_PKT_DATA_CONTENT_LIGHT_LEVEL, bytes(data)));
  }

  private static byte[] bytes(ByteBuffer data) {
    byte[] bytes = new byte[data.remaining()];
    data.duplicate().get(bytes);
    return bytes;
  }
}
