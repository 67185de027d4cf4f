package io.github.edvr4j.video;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_get;
import static org.bytedeco.ffmpeg.global.avutil.av_get_media_type_string;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVChapter;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.javacpp.BytePointer;

/** What a file holds beside its frames, for comparison. */
record Contents(String title, String timeCode, List<Track> tracks, List<Chapter> chapters) {
  /** The smallest picture: one grey pixel. */
  static final byte[] PNG =
      Base64.getDecoder()
          .decode(
              "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==");

  /**
   * @param kind audio, subtitle, attachment …
   * @param extra what describes the stream's packets, or is the attached file
   */
  record Track(
      String kind,
      String codec,
      String language,
      String title,
      int disposition,
      String extra,
      List<Item> items) {

    List<String> texts() {
      return items.stream().map(Item::text).toList();
    }

    List<Double> times() {
      return items.stream().map(Item::start).toList();
    }
  }

  /** A packet, its times in seconds to the millisecond. */
  record Item(double start, double duration, String text) {}

  /** Times in seconds. */
  record Chapter(double start, double end, String title) {}

  static Contents of(Path file) {
    try (Demuxer demuxer = Demuxer.open(file)) {
      AVFormatContext context = demuxer.context();
      List<List<Item>> items = new ArrayList<>();
      for (int i = 0; i < context.nb_streams(); i++) {
        items.add(new ArrayList<>());
      }
      AVPacket packet = av_packet_alloc();
      while (av_read_frame(context, packet) >= 0) {
        items.get(packet.stream_index()).add(item(packet, context.streams(packet.stream_index())));
        av_packet_unref(packet);
      }
      av_packet_free(packet);
      List<Track> tracks = new ArrayList<>();
      for (int i = 0; i < context.nb_streams(); i++) {
        tracks.add(track(context.streams(i), items.get(i)));
      }
      List<Chapter> chapters = new ArrayList<>();
      for (int i = 0; i < context.nb_chapters(); i++) {
        AVChapter chapter = context.chapters(i);
        double tick = FFmpeg.rational(chapter.time_base()).value();
        chapters.add(
            new Chapter(
                millis(chapter.start() * tick),
                millis(chapter.end() * tick),
                value(chapter.metadata(), "title")));
      }
      return new Contents(
          value(context.metadata(), "title"),
          value(context.streams(0).metadata(), "timecode"),
          tracks,
          chapters);
    }
  }

  List<Track> of(String kind) {
    return tracks.stream().filter(track -> track.kind.equals(kind)).toList();
  }

  private static Item item(AVPacket packet, AVStream stream) {
    double tick = FFmpeg.rational(stream.time_base()).value();
    byte[] bytes = new byte[packet.size()];
    packet.data().get(bytes);
    return new Item(
        packet.pts() == AV_NOPTS_VALUE ? Double.NaN : millis(packet.pts() * tick),
        millis(packet.duration() * tick),
        new String(bytes, StandardCharsets.ISO_8859_1));
  }

  private static double millis(double seconds) {
    return Math.round(seconds * 1000) / 1000.0;
  }

  private static Track track(AVStream stream, List<Item> items) {
    var parameters = stream.codecpar();
    byte[] extra = new byte[parameters.extradata_size()];
    BytePointer data = parameters.extradata();
    if (extra.length > 0) {
      data.get(extra);
    }
    return new Track(
        av_get_media_type_string(parameters.codec_type()).getString(),
        avcodec_get_name(parameters.codec_id()).getString(),
        value(stream.metadata(), "language"),
        value(stream.metadata(), "title") + value(stream.metadata(), "handler_name"),
        stream.disposition(),
        new String(extra, StandardCharsets.ISO_8859_1),
        items);
  }

  private static String value(AVDictionary metadata, String key) {
    AVDictionaryEntry entry = av_dict_get(metadata, key, null, 0);
    return entry == null || entry.isNull() ? "" : entry.value().getString();
  }
}
