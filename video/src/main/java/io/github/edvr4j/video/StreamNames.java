package io.github.edvr4j.video;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_ATTACHMENT;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_DATA;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_SUBTITLE;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_get;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;

/** What messages call the streams of a file. */
final class StreamNames {
  private StreamNames() {}

  /** Such as "audio stream 1 (aac)". */
  static String of(AVStream stream) {
    String kind =
        switch (stream.codecpar().codec_type()) {
          case AVMEDIA_TYPE_AUDIO -> "audio stream";
          case AVMEDIA_TYPE_SUBTITLE -> "subtitle stream";
          case AVMEDIA_TYPE_ATTACHMENT -> "attachment";
          case AVMEDIA_TYPE_VIDEO -> Covers.isCover(stream) ? "cover picture" : "video stream";
          default -> "data stream";
        };
    AVDictionaryEntry name = av_dict_get(stream.metadata(), "filename", null, 0);
    String what =
        name == null || name.isNull()
            ? avcodec_get_name(stream.codecpar().codec_id()).getString()
            : name.value().getString();
    return "%s %d (%s)".formatted(kind, stream.index(), what);
  }

  /** Those that people see or hear beside the video, with commas; empty if there are none. */
  static String beside(AVStream video, AVFormatContext file) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < file.nb_streams(); i++) {
      if (i != video.index() && file.streams(i).codecpar().codec_type() != AVMEDIA_TYPE_DATA) {
        names.add(of(file.streams(i)));
      }
    }
    return String.join(", ", names);
  }
}
