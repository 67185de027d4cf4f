package io.github.edvr4j.video;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a user asks of the encoding; whatever is left empty is chosen by the output's container, its
 * size and the clip's bit depth.
 *
 * @param codec a codec (h264, hevc, av1, vp9, ffv1, prores …) or FFmpeg's name of an encoder
 * @param crf the quality, on one scale for every codec: from 0, the finest, to 51, the coarsest
 * @param pixelFormat FFmpeg's name of the samples, such as yuv420p10le
 * @param options the encoder's own options by FFmpeg's names, which go before everything else
 */
public record EncodingRequest(
    Optional<String> codec,
    OptionalInt crf,
    Optional<String> pixelFormat,
    Map<String, String> options) {

  /** Nothing asked for: what is written looks like what was given. */
  public static final EncodingRequest DEFAULT =
      new EncodingRequest(Optional.empty(), OptionalInt.empty(), Optional.empty(), Map.of());

  /** The coarsest quality. */
  public static final int COARSEST_CRF = 51;

  /**
   * Keeps its own copy of the options.
   *
   * @throws EdvrException of category USAGE if the crf is outside 0 to 51
   */
  public EncodingRequest {
    options = Map.copyOf(options);
    if (crf.isPresent() && (crf.getAsInt() < 0 || crf.getAsInt() > COARSEST_CRF)) {
      throw new EdvrException(
          Category.USAGE,
          "a crf of %d is outside the scale; use 0 (finest) to %d (coarsest)"
              .formatted(crf.getAsInt(), COARSEST_CRF));
    }
  }

  /** The same, with a codec or an encoder. */
  public EncodingRequest withCodec(String name) {
    return new EncodingRequest(Optional.of(name), crf, pixelFormat, options);
  }

  /** The same, with a quality. */
  public EncodingRequest withCrf(int quality) {
    return new EncodingRequest(codec, OptionalInt.of(quality), pixelFormat, options);
  }

  /** The same, with a pixel format. */
  public EncodingRequest withPixelFormat(String name) {
    return new EncodingRequest(codec, crf, Optional.of(name), options);
  }

  /** The same, with options of the encoder. */
  public EncodingRequest withOptions(Map<String, String> settings) {
    return new EncodingRequest(codec, crf, pixelFormat, settings);
  }
}
