package io.github.edvr4j.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_ASS;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PNG;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_SUBRIP;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_TTF;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_MASTERING_DISPLAY_METADATA;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_ref;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_copy;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_FORCED;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_ATTACHMENT;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_SUBTITLE;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_mallocz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVChapter;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVOutputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * The sample in Matroska with everything that a film may have: its sound twice, two kinds of
 * subtitles, a font, a cover, chapters, languages, a title and a time code.
 */
final class RichClip {
  static final byte[] FONT = "a few bytes of a font".getBytes(StandardCharsets.US_ASCII);

  /** Ten fractions and two flags: primaries, white, luminance; that they are known. */
  static final byte[] MASTERING_DISPLAY =
      ints(
          680, 1000, 320, 1000, 265, 1000, 690, 1000, 150, 1000, 60, 1000, 313, 1000, 329, 1000, 1,
          1000, 1000, 1, 1, 1);

  private static final String ASS_HEADER =
      """
      [Script Info]
      ScriptType: v4.00+

      [V4+ Styles]
      Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, \
      BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, \
      BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
      Style: Default,Arial,16,&Hffffff,&Hffffff,&H0,&H0,0,0,0,0,100,100,0,0,1,1,0,2,10,10,10,1

      [Events]
      Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
      """;

  private RichClip() {}

  static void write(Path to) {
    AVFormatContext muxer = new AVFormatContext((Pointer) null);
    FFmpeg.load();
    check(avformat_alloc_output_context2(muxer, (AVOutputFormat) null, "matroska", to.toString()));
    muxer.metadata(FFmpeg.options(Map.of("title", "Water", "comment", "flows")));
    try (Demuxer source = Demuxer.open(Clips.SAMPLE)) {
      int[] places = {0, 1};
      for (int place : places) {
        copied(source.context().streams(place), muxer);
      }
      copied(source.context().streams(1), muxer);
      muxer.streams(0).metadata(FFmpeg.options(Map.of("timecode", "01:02:03:04")));
      SideData.add(
          muxer.streams(0).codecpar(), AV_PKT_DATA_MASTERING_DISPLAY_METADATA, MASTERING_DISPLAY);
      name(muxer.streams(1), "eng", "spoken");
      name(muxer.streams(2), "fra", "dite");
      name(subtitles(muxer, AV_CODEC_ID_SUBRIP, ""), "rus", "Worte");
      name(subtitles(muxer, AV_CODEC_ID_ASS, ASS_HEADER), "jpn", "signs");
      muxer.streams(4).disposition(AV_DISPOSITION_FORCED);
      attach(muxer, AV_CODEC_ID_TTF, FONT, "font.ttf", "font/ttf");
      attach(muxer, AV_CODEC_ID_PNG, Contents.PNG, "cover.png", "image/png");
      addChapters(muxer, List.of("Source", "Mouth"), 1000);
      AVIOContext io = new AVIOContext((Pointer) null);
      check(avio_open(io, FFmpeg.url(to), AVIO_FLAG_WRITE));
      muxer.pb(io);
      check(avformat_write_header(muxer, (AVDictionary) null));
      line(muxer, 3, 0, 500, "Hello");
      line(muxer, 4, 200, 600, "0,0,Default,,0,0,0,,{\\b1}Look{\\b0}");
      line(muxer, 3, 900, 700, "water");
      line(muxer, 4, 1500, 300, "1,0,Default,,0,0,0,,there");
      copyPackets(source, muxer);
      check(av_write_trailer(muxer));
      check(avio_closep(io));
      muxer.pb(null);
    } finally {
      avformat_free_context(muxer);
    }
  }

  private static byte[] ints(int... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Integer.BYTES).order(ByteOrder.nativeOrder());
    bytes.asIntBuffer().put(values);
    return bytes.array();
  }

  private static void copied(AVStream from, AVFormatContext muxer) {
    AVStream to = avformat_new_stream(muxer, null);
    check(avcodec_parameters_copy(to.codecpar(), from.codecpar()));
    to.codecpar().codec_tag(0).initial_padding(0);
    to.time_base(from.time_base()).disposition(from.disposition());
  }

  private static void name(AVStream stream, String language, String title) {
    stream.metadata(FFmpeg.options(Map.of("language", language, "title", title)));
  }

  private static AVStream subtitles(AVFormatContext muxer, int codec, String header) {
    AVStream added = avformat_new_stream(muxer, null);
    added.codecpar().codec_type(AVMEDIA_TYPE_SUBTITLE).codec_id(codec);
    extra(added, header.getBytes(StandardCharsets.UTF_8));
    FFmpeg.set(added.time_base(), new Rational(1, 1000));
    return added;
  }

  private static void attach(
      AVFormatContext muxer, int codec, byte[] bytes, String name, String mimeType) {
    AVStream added = avformat_new_stream(muxer, null);
    added.codecpar().codec_type(AVMEDIA_TYPE_ATTACHMENT).codec_id(codec);
    extra(added, bytes);
    added.metadata(FFmpeg.options(Map.of("filename", name, "mimetype", mimeType)));
  }

  private static void extra(AVStream stream, byte[] bytes) {
    BytePointer copy = new BytePointer(av_mallocz(bytes.length + 64L));
    copy.put(bytes);
    stream.codecpar().extradata(copy).extradata_size(bytes.length);
  }

  /** FFmpeg's own function for it isn't public. The context frees them. */
  static void addChapters(AVFormatContext muxer, List<String> titles, long length) {
    PointerPointer<AVChapter> list =
        new PointerPointer<>(av_mallocz((long) titles.size() * Long.BYTES));
    for (int i = 0; i < titles.size(); i++) {
      AVChapter chapter = new AVChapter(av_mallocz(new AVChapter().sizeof()));
      FFmpeg.set(chapter.time_base(), new Rational(1, 1000));
      AVDictionary metadata = new AVDictionary((Pointer) null);
      av_dict_set(metadata, "title", titles.get(i), 0);
      chapter.id(i + 1).start(i * length).end((i + 1) * length).metadata(metadata);
      list.put(i, chapter);
    }
    muxer.chapters(list).nb_chapters(titles.size());
  }

  private static void line(
      AVFormatContext muxer, int stream, long start, long duration, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    AVPacket packet = av_packet_alloc();
    check(av_new_packet(packet, bytes.length));
    packet.data().put(bytes);
    packet.pts(start).dts(start).duration(duration).stream_index(stream).flags(AV_PKT_FLAG_KEY);
    check(av_interleaved_write_frame(muxer, packet));
    av_packet_free(packet);
  }

  /** The second sound is the first one again. */
  private static void copyPackets(Demuxer source, AVFormatContext muxer) {
    AVPacket packet = av_packet_alloc();
    AVPacket twin = av_packet_alloc();
    while (av_read_frame(source.context(), packet) >= 0) {
      int stream = packet.stream_index();
      av_packet_rescale_ts(
          packet, source.context().streams(stream).time_base(), muxer.streams(stream).time_base());
      if (packet.pts() >= 0 && stream == 1) {
        check(av_packet_ref(twin, packet));
        check(av_interleaved_write_frame(muxer, twin.stream_index(2)));
      }
      if (packet.pts() >= 0) {
        check(av_interleaved_write_frame(muxer, packet));
      }
    }
    av_packet_free(packet);
    av_packet_free(twin);
  }

  private static void check(int code) {
    assertThat(code).as(() -> FFmpeg.error(code)).isNotNegative();
  }
}
