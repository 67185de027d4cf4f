package io.github.edvr4j.video;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avformat.avformat_query_codec;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avformat.AVOutputFormat;

/**
 * An encoder and how it is set.
 *
 * @param encoder FFmpeg's name of it
 * @param pixelFormat FFmpeg's name of the samples given to it
 * @param options the encoder's options by FFmpeg's names
 */
public record Encoding(String encoder, String pixelFormat, Map<String, String> options) {

  /** Keeps its own copy of the options. */
  public Encoding {
    options = Map.copyOf(options);
  }

  // libopenh264 ignores a crf; its quality mode with the quantiser held at 12, the least it takes,
  // gives 42 dB on noise and more on everything else.
  private static final Candidate H264 =
      new Candidate(h264(12), 2, 16, Integer.MAX_VALUE, 4096 * 2304);

  // Below 64 pixels SVT-AV1 can wait forever for frames that it has.
  private static final Candidate AV1 =
      new Candidate(
          new Encoding("libsvtav1", "yuv420p", Map.of("crf", "8", "preset", "8")),
          2,
          64,
          16384,
          16384 * 8704);

  private static final Candidate VP9 =
      new Candidate(
          new Encoding(
              "libvpx-vp9",
              "yuv420p",
              Map.of("crf", "8", "b", "0", "deadline", "good", "cpu-used", "4", "row-mt", "1")),
          1,
          1,
          65535,
          Integer.MAX_VALUE);

  private static final List<Candidate> BY_PREFERENCE = List.of(H264, AV1, VP9);

  /** An encoding with the sizes that it takes whole: some encoders cut what doesn't fit. */
  private record Candidate(Encoding encoding, int multiple, int least, int most, int area) {

    boolean takes(int width, int height) {
      return width % multiple == 0
          && height % multiple == 0
          && Math.min(width, height) >= least
          && Math.max(width, height) <= most
          && (long) width * height <= area;
    }

    boolean fits(AVOutputFormat container) {
      AVCodec codec = avcodec_find_encoder_by_name(encoding.encoder);
      return codec != null
          && !codec.isNull()
          && avformat_query_codec(container, codec.id(), 0) == 1;
    }
  }

  /**
   * An encoder with the settings that it gets when nothing else is asked for.
   *
   * @param encoder libopenh264, libsvtav1 or libvpx-vp9
   * @throws EdvrException of category USAGE for another one
   */
  public static Encoding standard(String encoder) {
    return BY_PREFERENCE.stream()
        .map(Candidate::encoding)
        .filter(encoding -> encoding.encoder.equals(encoder))
        .findFirst()
        .orElseThrow(
            () ->
                new EdvrException(
                    Category.USAGE,
                    "no settings are known for the encoder %s; use libopenh264, libsvtav1 or"
                            .formatted(encoder)
                        + " libvpx-vp9, or give the settings"));
  }

  private static Encoding h264(int quantiser) {
    String held = String.valueOf(quantiser);
    return new Encoding(
        "libopenh264",
        "yuv420p",
        Map.of("rc_mode", "quality", "qmin", held, "qmax", held, "b", "100000000"));
  }

  /**
   * The encoding to go on with where this one fails on a frame: libopenh264's buffer holds about 7
   * bits a pixel, less than strong noise takes at the finest quantiser.
   */
  Optional<Encoding> coarser() {
    if (equals(h264(12))) {
      return Optional.of(h264(24));
    }
    return equals(h264(24)) ? Optional.of(h264(36)) : Optional.empty();
  }

  /**
   * The first encoder that is there, that the container takes and that takes the size: H.264 up to
   * 4096x2304, AV1 above, VP9 for odd and tiny sizes. All are set to look like their input.
   */
  static Encoding choose(Path output, AVOutputFormat container, int width, int height) {
    for (Candidate candidate : BY_PREFERENCE) {
      if (candidate.takes(width, height) && candidate.fits(container)) {
        return candidate.encoding;
      }
    }
    throw new EdvrException(
        Category.OUTPUT,
        ("%s: this FFmpeg has no encoder for %dx%d frames in a %s file; write .mkv,"
                + " or PNG frames to a folder ending in /")
            .formatted(output, width, height, container.name().getString()));
  }
}
