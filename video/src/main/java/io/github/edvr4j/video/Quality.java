package io.github.edvr4j.video;

import java.util.Map;

/**
 * How an encoder is told the quality: from the one scale that users give, x264's crf of 0 to 51, to
 * its own. Equal numbers give about equal PSNR.
 *
 * <pre>
 * crf               0    12    18    23    30    40    51
 * SCALE_TO_63       0     6    17    26    38    56    63
 * H264_QUANTISER   12    12    18    23    30    40    51
 * MPEG_QUANTISER    1     1     3     4    10    31    31
 * </pre>
 */
enum Quality {
  /** x264 and x265, whose scale it is. */
  SCALE_TO_51 {
    @Override
    Map<String, String> options(int crf) {
      return Map.of("crf", String.valueOf(crf));
    }
  },

  /** AV1 and VP9. Measured against libopenh264 on uncompressed film. */
  SCALE_TO_63 {
    @Override
    Map<String, String> options(int crf) {
      long scaled = Math.round(Math.max(0.5 * crf, 1.8 * crf - 15.6));
      return Map.of("crf", String.valueOf(Math.min(63, scaled)));
    }
  },

  /** libopenh264, which ignores a crf: its quantiser is held, at 12 or more. */
  H264_QUANTISER {
    @Override
    Map<String, String> options(int crf) {
      String held = String.valueOf(Math.max(FINEST_OPENH264, crf));
      return Map.of("rc_mode", "quality", "qmin", held, "qmax", held, "b", "100000000");
    }
  },

  /** FFmpeg's own encoders from MJPEG to MPEG-4: the number whose step is that of H.264's. */
  MPEG_QUANTISER {
    @Override
    Map<String, String> options(int crf) {
      double step = Math.pow(2, (crf - 4) / 6.0) / 2;
      long lambda = Math.round(LAMBDA_PER_STEP * Math.clamp(step, 1, 31));
      return Map.of("flags", "+qscale", "qmin", "1", "global_quality", String.valueOf(lambda));
    }
  },

  /** Nothing is lost, or the pixel format decides how much. */
  FIXED {
    @Override
    Map<String, String> options(int crf) {
      return Map.of();
    }
  };

  /** Looks like its input: 42 dB on noise and more on everything else. */
  static final int VISUALLY_LOSSLESS = 12;

  static final int FINEST_OPENH264 = 12;

  private static final int LAMBDA_PER_STEP = 118;

  /** The encoder's options for a place on the users' scale. */
  abstract Map<String, String> options(int crf);
}
