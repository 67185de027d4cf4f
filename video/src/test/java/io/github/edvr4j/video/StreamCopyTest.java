package io.github.edvr4j.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_WEBP;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_ATTACHED_PIC;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_FORCED;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_get;

import io.github.edvr4j.video.ClipInfo.Timing;
import io.github.edvr4j.video.Contents.Chapter;
import io.github.edvr4j.video.Contents.Item;
import io.github.edvr4j.video.Contents.Track;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamCopyTest {
  @TempDir Path folder;

  private Path rich = Path.of("");
  private final List<String> warnings = new ArrayList<>();

  @BeforeEach
  void writeRichClip() {
    rich = folder.resolve("rich.mkv");
    RichClip.write(rich);
  }

  private Contents copy(Path from, String name) {
    return copy(from, name, 0, 60, Cut.NONE);
  }

  /** Some of the clip's frames, and everything else of it. */
  private Contents copy(Path from, String name, int first, int last, Cut cut) {
    Path to = folder.resolve(name);
    SinkOptions options =
        SinkOptions.DEFAULT.withCopyFrom(from).withCut(cut).withWarnings(warnings::add);
    try (FrameSource source = FrameSource.open(from.toString(), SourceOptions.DEFAULT);
        FrameSink sink = FrameSink.open(to.toString(), source.info(), options)) {
      for (int i = 0; i < last; i++) {
        TimedFrame frame = source.next().orElseThrow();
        if (i >= first) {
          sink.write(frame);
        }
      }
      sink.finish();
    }
    return Contents.of(to);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Test
  void matroskaKeepsEverything() {
    Contents before = Contents.of(rich);
    Contents after = copy(rich, "out.mkv");
    assertThat(warnings).isEmpty();
    assertThat(after.title()).isEqualTo("Water");
    assertThat(after.timeCode()).isEqualTo("01:02:03:04");
    assertThat(after.chapters())
        .isEqualTo(before.chapters())
        .containsExactly(new Chapter(0, 1, "Source"), new Chapter(1, 2, "Mouth"));
    assertThat(after.of("audio")).isEqualTo(before.of("audio")).hasSize(2);
    assertThat(after.of("audio")).extracting(Track::language).containsExactly("eng", "fra");
    assertThat(after.of("subtitle")).isEqualTo(before.of("subtitle")).hasSize(2);
    assertThat(after.of("subtitle").get(0).items())
        .containsExactly(new Item(0, 0.5, "Hello"), new Item(0.9, 0.7, "water"));
    assertThat(after.of("subtitle").get(1).disposition()).isEqualTo(AV_DISPOSITION_FORCED);
    assertThat(after.of("attachment"))
        .extracting(Track::extra)
        .containsExactly(text(RichClip.FONT));
    assertThat(after.of("video").get(1).disposition()).isEqualTo(AV_DISPOSITION_ATTACHED_PIC);
    assertThat(after.of("video").get(1).texts()).containsExactly(text(Contents.PNG));
  }

  @ParameterizedTest
  @CsvSource({"mp4, 3", "mov, 4"})
  void mp4GetsItsOwnSubtitles(String extension, int warned) {
    Contents before = Contents.of(rich);
    Contents after = copy(rich, "out." + extension);
    assertThat(warnings)
        .hasSize(warned)
        .anyMatch(line -> line.contains("subtitle stream 3 (subrip) becomes mov_text"))
        .anyMatch(line -> line.contains("subtitle stream 4 (ass) becomes mov_text"))
        .anyMatch(
            line ->
                line.contains("attachment 5 (font.ttf)") && line.endsWith(".mkv would keep it"));
    assertThat(after.title()).isEqualTo("Water");
    assertThat(after.chapters()).isEqualTo(before.chapters());
    assertThat(after.of("audio")).extracting(Track::language).containsExactly("eng", "fra");
    for (int i = 0; i < 2; i++) {
      assertThat(after.of("audio").get(i).texts()).isEqualTo(before.of("audio").get(i).texts());
      assertThat(after.of("audio").get(i).times()).isEqualTo(before.of("audio").get(i).times());
    }
    assertThat(after.of("subtitle")).extracting(Track::codec).containsOnly("mov_text").hasSize(2);
    assertThat(after.of("subtitle")).extracting(Track::language).containsExactly("rus", "jpn");
    assertThat(after.of("subtitle")).extracting(Track::title).containsExactly("Worte", "signs");
    assertThat(shown(after.of("subtitle").get(0)))
        .containsExactly(new Item(0, 0.5, "\0\5Hello"), new Item(0.9, 0.7, "\0\5water"));
    assertThat(shown(after.of("subtitle").get(1)))
        .extracting(Item::start)
        .containsExactly(0.2, 1.5);
    if (extension.equals("mp4")) {
      assertThat(after.of("video").get(1).texts()).containsExactly(text(Contents.PNG));
    } else {
      assertThat(warnings).anyMatch(line -> line.contains("cover picture 6 (cover.png)"));
    }
  }

  /** Without the empty ones that fill the gaps. */
  private static List<Item> shown(Track subtitles) {
    return subtitles.items().stream().filter(item -> !item.text().equals("\0\0")).toList();
  }

  /** Sound alone is nothing to copy beside a video. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void aFileWithoutVideoIsClosedAgain() throws IOException {
    Path sound = folder.resolve("sound.wav");
    FFmpegTools.ffmpeg("-f lavfi -i sine=d=0.1 {0}", sound);
    SinkOptions options = SinkOptions.DEFAULT.withCopyFrom(sound);
    ClipInfo clip = Clips.info(Clips.SAMPLE);
    assertThatThrownBy(() -> FrameSink.open(folder.resolve("out.mkv").toString(), clip, options))
        .hasMessageContaining("has no video stream");
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      assertThat(open.filter(Files::isSymbolicLink).map(StreamCopyTest::target))
          .doesNotContain(sound.toString());
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return "closed meanwhile";
    }
  }

  @Test
  void webmGetsItsOwnSubtitlesAndNamesTheRest() {
    Contents after = copy(rich, "out.webm");
    assertThat(warnings)
        .hasSize(6)
        .anyMatch(line -> line.contains("subtitle stream 4 (ass) becomes webvtt"))
        .anyMatch(line -> line.contains("audio stream 1 (aac) doesn't fit into .webm"))
        .anyMatch(line -> line.contains("attachment 5 (font.ttf) doesn't fit"))
        .anyMatch(line -> line.contains("cover picture 6 (cover.png) doesn't fit"));
    assertThat(after.of("audio")).isEmpty();
    assertThat(after.of("attachment")).isEmpty();
    assertThat(after.of("subtitle")).extracting(Track::codec).containsOnly("webvtt").hasSize(2);
    assertThat(after.of("subtitle").get(0).items())
        .containsExactly(new Item(0, 0.5, "Hello"), new Item(0.9, 0.7, "water"));
    assertThat(after.of("subtitle").get(1).texts()).containsExactly("<b>Look</b>", "there");
    assertThat(after.chapters()).extracting(Chapter::title).containsExactly("Source", "Mouth");
  }

  @Test
  void mp4ComesBackAsMatroska() {
    copy(rich, "there.mp4");
    warnings.clear();
    Contents back = copy(folder.resolve("there.mp4"), "back.mkv");
    assertThat(warnings).hasSize(2).allMatch(line -> line.contains("mov_text) becomes subrip"));
    assertThat(back.of("subtitle")).extracting(Track::language).containsExactly("rus", "jpn");
    assertThat(back.of("subtitle").get(0).items())
        .containsExactly(new Item(0, 0.5, "Hello"), new Item(0.9, 0.7, "water"));
    assertThat(back.of("subtitle").get(1).texts()).containsExactly("<b>Look</b>", "there");
    assertThat(back.of("video").get(1).texts()).containsExactly(text(Contents.PNG));
    assertThat(back.timeCode()).isEqualTo("01:02:03:04");
    assertThat(back.of("data")).isEmpty();
    assertThat(back.chapters()).isEqualTo(Contents.of(rich).chapters());
  }

  @ParameterizedTest
  @ValueSource(strings = {"mkv", "mp4"})
  void anExcerptBeginsAtZero(String extension) {
    // Frames 15 to 44 of 30 a second: from 0.5005 s to 1.5015 s.
    Contents before = Contents.of(rich);
    Contents after = copy(rich, "out." + extension, 15, 45, new Cut(true, true));
    assertThat(after.of("video").getFirst().times().getFirst()).isZero();
    List<Item> sound =
        before.of("audio").getFirst().items().stream()
            .filter(item -> item.start() >= 0.5 && item.start() < 1.501)
            .toList();
    Track copied = after.of("audio").getFirst();
    assertThat(copied.texts()).isEqualTo(sound.stream().map(Item::text).toList());
    assertThat(copied.times().getFirst()).isBetween(0.0, 0.03);
    assertThat(after.chapters()).extracting(Chapter::title).containsExactly("Source", "Mouth");
    assertThat(after.chapters().getFirst().start()).isZero();
    assertThat(after.chapters().getFirst().end()).isBetween(0.499, 0.501);
    assertThat(after.chapters().getLast().end()).isBetween(1.0, 1.002);
    // A word that is still shown at the start stays for the rest of its time.
    assertThat(shown(after.of("subtitle").get(1)).getFirst().start()).isZero();
    assertThat(shown(after.of("subtitle").get(1)).getFirst().duration()).isBetween(0.299, 0.301);
    assertThat(shown(after.of("subtitle").get(0)))
        .singleElement()
        .satisfies(item -> assertThat(item.start()).isBetween(0.398, 0.401));
  }

  @Test
  void timeCodesThatCannotBeCountedAreNamed() {
    Path to = folder.resolve("out.mov");
    ClipInfo steady = Clips.info(rich);
    ClipInfo varying =
        steady.withTiming(
            new Timing(steady.timeBase(), steady.frameRate(), false, steady.expectedFrames()));
    SinkOptions options = SinkOptions.DEFAULT.withCopyFrom(rich).withWarnings(warnings::add);
    Clips.write(to, varying, options, Clips.read(rich));
    assertThat(warnings).anyMatch(line -> line.contains("time code 01:02:03:04 doesn't fit"));
    assertThat(Contents.of(to).timeCode()).isEmpty();
  }

  @Test
  void theFirstPartKeepsItsTimes() {
    Contents after = copy(rich, "out.mkv", 0, 20, new Cut(false, true));
    assertThat(after.chapters()).extracting(Chapter::title).containsExactly("Source");
    assertThat(after.chapters().getFirst().end()).isBetween(0.66, 0.67);
    assertThat(after.of("subtitle").get(0).texts()).containsExactly("Hello");
  }

  @Test
  void formatsWithoutChaptersSaySo() {
    Contents after = copy(rich, "out.avi");
    assertThat(warnings).anyMatch(line -> line.contains("the chapters don't fit into .avi"));
    assertThat(after.of("audio")).hasSize(2);
  }

  @Test
  void y4mAndPicturesSayWhatTheyLeave() throws IOException {
    copy(rich, "out.y4m");
    assertThat(warnings).anyMatch(line -> line.contains("audio stream 1 (aac) doesn't fit"));
    warnings.clear();
    SinkOptions options = SinkOptions.DEFAULT.withCopyFrom(rich).withWarnings(warnings::add);
    FrameSink.open(folder.resolve("frames") + "/", Clips.info(rich), options).close();
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("frames", "audio stream 1 (aac), ", "subtitle stream 3", ".mkv would keep all");
  }

  @Test
  void coversAreCalledWhatTheyAre() {
    AVFormatContext muxer = new AVFormatContext((Pointer) null);
    avformat_alloc_output_context2(muxer, Container.named("matroska").format(), (String) null, "");
    AVStream cover = avformat_new_stream(muxer, null);
    av_new_packet(cover.attached_pic(), 3);
    cover.codecpar().codec_id(AV_CODEC_ID_WEBP);
    Covers.attach(cover, muxer);
    AVDictionary said = muxer.streams(1).metadata();
    assertThat(av_dict_get(said, "filename", null, 0).value().getString()).isEqualTo("cover.webp");
    assertThat(av_dict_get(said, "mimetype", null, 0).value().getString()).isEqualTo("image/webp");
    av_packet_unref(cover.attached_pic());
    avformat_free_context(muxer);
  }

  @Test
  void subtitlesThatAreTooLongAreCounted() {
    AVPacket packet = av_packet_alloc();
    try (Demuxer demuxer = Demuxer.open(rich);
        SubtitleConversion conversion =
            SubtitleConversion.of(demuxer.context().streams(3), Container.named("mp4"))
                .orElseThrow()) {
      assertThat(conversion.convert(subtitle(packet, 100))).isTrue();
      assertThat(conversion.lost()).isZero();
      assertThat(conversion.convert(subtitle(packet, 2 << 20))).isFalse();
      assertThat(conversion.lost()).isEqualTo(1);
    } finally {
      av_packet_free(packet);
    }
  }

  private static AVPacket subtitle(AVPacket packet, int length) {
    av_packet_unref(packet);
    av_new_packet(packet, length);
    packet.data().put("x".repeat(length).getBytes(StandardCharsets.US_ASCII));
    return packet.pts(0).dts(0).duration(500);
  }
}
