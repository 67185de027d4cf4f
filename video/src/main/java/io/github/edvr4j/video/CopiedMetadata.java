package io.github.edvr4j.video;

import static org.bytedeco.ffmpeg.global.avutil.AV_DICT_DONT_OVERWRITE;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_copy;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_iterate;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_timecode_init_from_string;

import java.nio.file.Path;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.avutil.AVTimecode;
import org.bytedeco.javacpp.Pointer;

/**
 * The words about a clip that stay true in another file.
 *
 * @param file where they come from, for messages
 * @param container of the other file
 * @param startIsCut whether the other file begins later
 * @param rate of the frames in the other file
 * @param warnings takes a line for a time code that the container can't count in
 */
record CopiedMetadata(
    Path file,
    Container container,
    boolean startIsCut,
    AVRational rate,
    Consumer<String> warnings) {
  /** What describes the old file, not the clip. */
  private static final Pattern OF_THE_FILE =
      Pattern.compile(
          "(major_brand|minor_version|compatible_brands|encoder|vendor_id|alpha_mode"
              + "|(BPS|DURATION|NUMBER_OF_FRAMES|NUMBER_OF_BYTES|_STATISTICS_.*)(-\\w+)?)",
          Pattern.CASE_INSENSITIVE);

  /** A dictionary for the other file, which frees it. */
  AVDictionary of(AVDictionary from) {
    AVDictionary copy = new AVDictionary((Pointer) null);
    av_dict_copy(copy, from, 0);
    AVDictionaryEntry entry = av_dict_iterate(from, null);
    while (entry != null && !entry.isNull()) {
      String key = entry.key().getString();
      String value = entry.value().getString();
      boolean timeCode = key.equalsIgnoreCase("timecode");
      if (OF_THE_FILE.matcher(key).matches() || timeCode && !keepsTimeCode(value)) {
        av_dict_set(copy, key, (String) null, 0);
      }
      // MP4 calls a track's title so.
      if (container.isMp4() && key.equals("title")) {
        av_dict_set(copy, "handler_name", value, AV_DICT_DONT_OVERWRITE);
      }
      if (container.isMp4() && key.equals("language")) {
        av_dict_set(copy, key, threeLetters(value), 0);
      }
      entry = av_dict_iterate(from, entry);
    }
    return copy;
  }

  /** What MP4 has room for: eng for en-GB. */
  private static String threeLetters(String language) {
    try {
      String code = Locale.forLanguageTag(language.strip()).getISO3Language();
      return code.isEmpty() ? language : code;
    } catch (MissingResourceException e) {
      return language;
    }
  }

  /** That of a clip's start is wrong for an excerpt, and one that MP4 can't count in stops it. */
  private boolean keepsTimeCode(String value) {
    if (startIsCut || !container.isMp4()) {
      return !startIsCut;
    }
    try (AVTimecode counted = new AVTimecode()) {
      boolean countable = av_timecode_init_from_string(counted, rate, value, null) >= 0;
      if (!countable) {
        warnings.accept(
            "%s: the time code %s doesn't fit into %s at this frame rate and is left out"
                .formatted(file, value, container.label()));
      }
      return countable;
    }
  }
}
