package io.github.edvr4j.video;

import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** What the user hears of a decoding: of changes at once, of damage when the clip ends. */
final class DecodingNotices {
  private final String name;
  private final ClipInfo info;
  private final Consumer<String> warnings;
  private boolean sizeChanged;
  private boolean interlaced;
  private boolean captions;
  private OptionalDouble firstFaulty = OptionalDouble.empty();

  /**
   * @param name of the input
   * @param info that all frames should agree with
   */
  DecodingNotices(String name, ClipInfo info, Consumer<String> warnings) {
    this.name = name;
    this.info = info;
    this.warnings = warnings;
  }

  /**
   * Looks at the picture that the decoder has come to.
   *
   * @param number of the frame, from 0
   * @param seconds of the clip, at which it appears
   */
  void at(long number, double seconds, VideoDecoder decoder) {
    noticeNewSize(number, decoder.picture());
    if (!interlaced && decoder.deinterlaces()) {
      interlaced = true;
      warnings.accept(
          "%s: is interlaced; it is deinterlaced (bwdif), one frame for two fields"
              .formatted(name));
    }
    if (!captions && FrameExtras.hasCaptions(decoder.picture())) {
      captions = true;
      warnings.accept(
          "%s: its closed captions, which lie within its pictures, are left out; CCExtractor makes a file of subtitles of them"
              .formatted(name));
    }
    if (firstFaulty.isEmpty() && decoder.faulty() > 0) {
      firstFaulty = OptionalDouble.of(seconds);
    }
  }

  private void noticeNewSize(long number, AVFrame picture) {
    if (!sizeChanged && (picture.width() != info.width() || picture.height() != info.height())) {
      sizeChanged = true;
      warnings.accept(
          "%s: frame %d changes to %dx%d; from here on frames are scaled to the first one's %dx%d"
              .formatted(
                  name, number, picture.width(), picture.height(), info.width(), info.height()));
    }
  }

  /** Says what was skipped, guessed or moved up to the clip's end. */
  void atEnd(VideoDecoder decoder, FrameTimes times) {
    long skipped = decoder.skipped();
    if (skipped > 0) {
      warnings.accept(
          "%s: %s skipped; some frames may be missing or show errors"
              .formatted(
                  name, skipped == 1 ? "1 damaged packet was" : skipped + " damaged packets were"));
    }
    long faulty = decoder.faulty();
    if (faulty > 0) {
      warnings.accept(
          "%s: %s could not be decoded cleanly, %s at %s; what is missing was guessed by the decoder"
              .formatted(
                  name,
                  faulty == 1 ? "1 frame" : faulty + " frames",
                  faulty == 1 ? "the one" : "the first",
                  clock(firstFaulty.orElse(0))));
    }
    long jumps = times.jumps();
    if (jumps > 0) {
      warnings.accept(
          "%s: its time stamps begin again %s, as in joined recordings; the frames go on without a gap"
              .formatted(name, jumps == 1 ? "once" : jumps + " times"));
    }
    long moved = times.moved();
    if (moved > 0) {
      warnings.accept(
          "%s: %s rise and %s moved by a tick"
              .formatted(
                  name,
                  moved == 1 ? "1 time stamp didn't" : moved + " time stamps didn't",
                  moved == 1 ? "was" : "were"));
    }
  }

  private static String clock(double seconds) {
    long tenths = Math.max(0, (long) Math.floor(10 * seconds));
    return "%02d:%02d:%02d.%d"
        .formatted(tenths / 36_000, tenths / 600 % 60, tenths / 10 % 60, tenths % 10);
  }
}
