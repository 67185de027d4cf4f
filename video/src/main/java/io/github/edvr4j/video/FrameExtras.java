package io.github.edvr4j.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_DOVI_CONF;
import static org.bytedeco.ffmpeg.global.avutil.AV_FRAME_DATA_A53_CC;
import static org.bytedeco.ffmpeg.global.avutil.AV_FRAME_DATA_DOVI_METADATA;
import static org.bytedeco.ffmpeg.global.avutil.AV_FRAME_DATA_DOVI_RPU_BUFFER;
import static org.bytedeco.ffmpeg.global.avutil.AV_FRAME_DATA_DYNAMIC_HDR_PLUS;
import static org.bytedeco.ffmpeg.global.avutil.AV_FRAME_DATA_DYNAMIC_HDR_VIVID;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** What codecs say beside the numbers of a frame, and no encoder here says again. */
final class FrameExtras {
  /** Where Dolby Vision's configuration says what its base layer can be shown as by itself. */
  private static final int PROFILE = 2;

  private static final int COMPATIBILITY = 7;

  private FrameExtras() {}

  /**
   * What is said of the light of each frame, which was made for its numbers, and these change.
   *
   * @return a phrase that names it
   */
  static Optional<String> light(AVCodecParameters stream, AVFrame picture) {
    Optional<ByteBuffer> dolby = SideData.get(stream, AV_PKT_DATA_DOVI_CONF);
    if (dolby.isPresent()) {
      return Optional.of(dolby(dolby.get()));
    }
    if (has(picture, AV_FRAME_DATA_DOVI_METADATA, AV_FRAME_DATA_DOVI_RPU_BUFFER)) {
      return Optional.of("(Dolby Vision) is left out");
    }
    if (has(picture, AV_FRAME_DATA_DYNAMIC_HDR_PLUS)) {
      return Optional.of("(HDR10+) is left out");
    }
    return has(picture, AV_FRAME_DATA_DYNAMIC_HDR_VIVID)
        ? Optional.of("(HDR Vivid) is left out")
        : Optional.empty();
  }

  private static String dolby(ByteBuffer configuration) {
    boolean alone =
        configuration.remaining() <= COMPATIBILITY || configuration.get(COMPATIBILITY) != 0;
    return alone
        ? "(Dolby Vision) is left out"
        : "(Dolby Vision, profile %d) is left out, and without it the colours are wrong; restore a version of the clip in HDR10 or without HDR"
            .formatted(configuration.get(PROFILE));
  }

  static boolean hasCaptions(AVFrame picture) {
    return has(picture, AV_FRAME_DATA_A53_CC);
  }

  private static boolean has(AVFrame picture, int... types) {
    return IntStream.of(types).anyMatch(type -> SideData.get(picture, type).isPresent());
  }
}
