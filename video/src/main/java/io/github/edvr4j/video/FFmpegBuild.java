package io.github.edvr4j.video;

import static org.bytedeco.ffmpeg.global.avcodec.av_codec_is_encoder;
import static org.bytedeco.ffmpeg.global.avcodec.av_codec_iterate;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.av_version_info;
import static org.bytedeco.ffmpeg.global.avutil.avutil_configuration;
import static org.bytedeco.ffmpeg.global.avutil.avutil_license;

import io.github.edvr4j.EdvrException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * Which FFmpeg this program runs with, and what it was built with.
 *
 * @param version such as {@code 8.0.1}
 * @param licence such as {@code LGPL version 3 or later}
 * @param configuration the switches that it was built with, in their order
 * @param encoders the names of its video encoders. That one is named says nothing of the hardware
 *     that some of them need
 */
public record FFmpegBuild(
    String version, String licence, List<String> configuration, SortedSet<String> encoders) {

  /**
   * Loads FFmpeg's libraries and asks them.
   *
   * @throws EdvrException of category INTERNAL if they can't be loaded on this system
   */
  public static FFmpegBuild load() {
    FFmpeg.load();
    return new FFmpegBuild(
        av_version_info().getString(),
        avutil_license().getString(),
        Arrays.stream(avutil_configuration().getString().split(" (?=--)")).toList(),
        videoEncoders());
  }

  /** By which it is known again: another version or another build may make other packets. */
  public String identity() {
    return "%s (build %08x)".formatted(version, configuration.hashCode());
  }

  private static SortedSet<String> videoEncoders() {
    SortedSet<String> names = new TreeSet<>();
    try (PointerPointer<Pointer> position = new PointerPointer<>(1)) {
      position.put(0, (Pointer) null);
      Optional<AVCodec> codec = next(position);
      while (codec.isPresent()) {
        AVCodec found = codec.get();
        if (found.type() == AVMEDIA_TYPE_VIDEO && av_codec_is_encoder(found) != 0) {
          names.add(found.name().getString());
        }
        codec = next(position);
      }
    }
    return Collections.unmodifiableSortedSet(names);
  }

  private static Optional<AVCodec> next(PointerPointer<Pointer> position) {
    return Optional.ofNullable(av_codec_iterate(position));
  }
}
