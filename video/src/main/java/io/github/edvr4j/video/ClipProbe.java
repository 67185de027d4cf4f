package io.github.edvr4j.video;

import static org.bytedeco.ffmpeg.global.avformat.av_guess_sample_aspect_ratio;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_get;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;

import io.github.edvr4j.video.ClipInfo.Signal;
import io.github.edvr4j.video.ClipInfo.Timing;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.ffmpeg.avutil.AVRational;

/**
 * What is known of a clip before its frames are read, from its container and its first picture.
 *
 * @param decoder that has come to the first frame that is wanted
 * @param timeBase of the stream
 * @param frameRate as far as it can be guessed
 */
record ClipProbe(
    VideoDecoder decoder, SourceOptions options, Rational timeBase, Rational frameRate) {
  private static final Pattern CLOCK =
      Pattern.compile("(\\d{1,6}):(\\d{1,2}):(\\d{1,2}(?:\\.\\d+)?)");

  /** What the picture says comes before what the container says. */
  ClipInfo info() {
    AVStream stream = decoder.stream();
    AVFrame picture = decoder.picture();
    AVRational aspect = av_guess_sample_aspect_ratio(decoder.demuxer().context(), stream, picture);
    AVPixFmtDescriptor format = av_pix_fmt_desc_get(picture.format());
    return new ClipInfo(
        picture.width(),
        picture.height(),
        FFmpeg.positive(aspect) ? Optional.of(FFmpeg.rational(aspect)) : Optional.empty(),
        orientation(picture),
        new Timing(timeBase, frameRate, isConstantRate(), expectedFrames()),
        new Signal(
            Samples.depth(format),
            Subsampling.of(format),
            RgbReader.readsAlpha(picture),
            Colours.tags(picture),
            Light.of(stream.codecpar(), picture)));
  }

  private boolean isConstantRate() {
    AVRational average = decoder.stream().avg_frame_rate();
    AVRational real = decoder.stream().r_frame_rate();
    return !FrameTimes.hasTime(decoder.picture())
        || !decoder.demuxer().hasClock()
        || FFmpeg.positive(average)
            && (long) average.num() * real.den() == (long) average.den() * real.num();
  }

  private Orientation orientation(AVFrame picture) {
    Optional<Orientation> orientation = Orientation.of(picture);
    if (orientation.isEmpty()) {
      options
          .warnings()
          .accept(
              "%s: players show it turned by no quarter; it is restored as it is stored"
                  .formatted(decoder.demuxer().name()));
    }
    return orientation.orElse(Orientation.UPRIGHT);
  }

  private OptionalLong expectedFrames() {
    AVStream stream = decoder.stream();
    double length =
        stream.duration() > 0
            ? stream.duration() * timeBase.value()
            : taggedSeconds(stream).orElse(decoder.demuxer().seconds());
    long stored = stream.nb_frames();
    if (length <= 0 && stored <= 0) {
      return OptionalLong.empty();
    }
    double known = length > 0 ? length : stored / frameRate.value();
    double rate = stored > 0 ? stored / known : frameRate.value();
    double wanted = Math.min(options.endSeconds(), known) - options.startSeconds();
    return OptionalLong.of(Math.max(1, Math.round(wanted * rate)));
  }

  /** How long Matroska says that a stream is; the container's length is that of its longest one. */
  private static OptionalDouble taggedSeconds(AVStream stream) {
    AVDictionaryEntry tag = av_dict_get(stream.metadata(), "DURATION", null, 0);
    Matcher clock = CLOCK.matcher(tag == null || tag.isNull() ? "" : tag.value().getString());
    return clock.matches()
        ? OptionalDouble.of(
            (Integer.parseInt(clock.group(1)) * 60.0 + Integer.parseInt(clock.group(2))) * 60
                + Double.parseDouble(clock.group(3)))
        : OptionalDouble.empty();
  }
}
