package io.github.edvr4j.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a file has beside its pictures is in the restored file, the same to the byte, or a warning
 * says that the container can't hold it; as ffprobe sees both.
 */
class KeptStreamsTest {
  private static final String MOVING = "-f lavfi -i testsrc2=s=32x24:r=25:d=1 ";

  /** A PGS subtitle of 4x2 pixels from 0.1 s to 0.5 s. */
  private static final String BITMAP_SUBTITLES =
      "50470000232800000000160013004000301000018000000100000000000800085047000023280000000017000a0100"
          + "000800080004000250470000232800000000140007000001c88080ff50470000232800000000150017000000c0"
          + "0000100004000201010101000001010101000050470000232800000000800000"
          + "50470000afc80000000016000b004000301000050000000050470000afc80000000017000a0100000800080004"
          + "000250470000afc800000000800000";

  @TempDir Path folder;
  private Path words = Path.of("");
  private Path bitmaps = Path.of("");
  private Path data = Path.of("");
  private Path font = Path.of("");
  private Path chapters = Path.of("");

  @BeforeEach
  void writeParts() throws IOException {
    words =
        write(
            "words.srt",
            "1\n00:00:00,100 --> 00:00:00,500\nWasser\n\n"
                + "2\n00:00:00,600 --> 00:00:00,900\nfließt\n\n");
    bitmaps = Files.write(folder.resolve("b.sup"), HexFormat.of().parseHex(BITMAP_SUBTITLES));
    data = write("data.bin", "position 47.1 8.2");
    font = write("font.ttf", "a few bytes of a font");
    chapters =
        write(
            "chapters.txt",
            """
            ;FFMETADATA1
            title=Water
            [CHAPTER]
            TIMEBASE=1/1000
            START=0
            END=400
            title=Source
            [CHAPTER]
            TIMEBASE=1/1000
            START=400
            END=1000
            title=Mouth
            """);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
  }

  private Path clip(String extension, String arguments, Path... more) {
    Path clip = folder.resolve("clip." + extension);
    Path[] files = Arrays.copyOf(more, more.length + 1);
    files[more.length] = clip;
    FFmpegTools.ffmpeg(MOVING + arguments + " {" + more.length + "}", files);
    return clip;
  }

  /** A line for each stream: its codec and the hash of its packets. */
  private List<String> hashes(Path file, String codecs) throws IOException {
    Path hashes = folder.resolve("hashes");
    List<String> found = Probe.of(file).all("codec_name").subList(1, 1 + codecs.split(" ").length);
    assertThat(found).containsExactly(codecs.split(" "));
    FFmpegTools.ffmpeg("-i {0} -map 0 -map -0:v -c copy -f streamhash {1}", file, hashes);
    return Files.readAllLines(hashes);
  }

  /** How many milliseconds after the first picture the subtitles are shown. */
  private static List<Long> starts(Path file) {
    double first = Double.parseDouble(Probe.of(file).stream(0, "start_time"));
    return FFmpegTools.ffprobe("-select_streams s -show_entries packet=pts_time", file).stream()
        .map(line -> Double.parseDouble(line.replaceAll(".*=\"|\"", "")))
        .map(time -> Math.round(1000 * (time - first)))
        .toList();
  }

  /** Such as the colours of subtitles. */
  private static String extraData(Path file) {
    return String.join(
            "\n", FFmpegTools.ffprobe("-select_streams s -show_streams -show_data", file))
        .replaceAll("(?s).*?(extradata=\"[^\"]*\"|$).*", "$1");
  }

  @ParameterizedTest
  @CsvSource({"mkv", "mp4", "mov"})
  void severalSoundsAreKept(String output) throws IOException {
    Path clip =
        clip(
            "mkv",
            """
            -f lavfi -i sine=d=1 -f lavfi -i sine=440:d=1 -map 0 -map 1 -map 2 -map 1
            -c:v ffv1 -c:a:0 aac -c:a:1 ac3 -c:a:2 mp2 -disposition:a:1 default
            -metadata:s:a:0 language=eng -metadata:s:a:1 language=fra
            """);
    Path restored = folder.resolve("restored." + output);
    assertThat(TinyRestoration.enlarge(clip, restored)).isEmpty();
    assertThat(hashes(restored, "aac ac3 mp2")).isEqualTo(hashes(clip, "aac ac3 mp2"));
    Probe probe = Probe.of(restored);
    assertThat(probe.stream(1, "tags.language")).isEqualTo("eng");
    assertThat(probe.stream(2, "tags.language")).isEqualTo("fra");
    assertThat(probe.stream(2, "disposition.default")).isEqualTo("1");
  }

  @Test
  void packetsThatAreRefusedInTheMiddleAreNamedAndStopNothing() throws IOException {
    Path clip =
        clip(
            "mkv",
            """
            -f lavfi -i sine=d=1 -map 0 -map 1 -map 1 -map 1 -c:v ffv1
            -c:a:0 eac3 -c:a:1 aac -c:a:2 eac3
            """);
    Path damaged = folder.resolve("damaged.mkv");
    byte[] bytes = Files.readAllBytes(clip);
    List<Integer> frames = eac3Frames(bytes);
    assertThat(frames).hasSize(60);
    // By turns of the one stream and the other: two of the first, one of the second.
    for (int frame : List.of(20, 41, 48)) {
      bytes[frames.get(frame)] = 0;
    }
    Files.write(damaged, bytes);
    Path restored = folder.resolve("restored.mp4");
    assertThat(TinyRestoration.enlarge(damaged, restored))
        .satisfiesExactly(
            line -> assertThat(line).contains("audio stream 1 (eac3): .mp4 refuses 2 of its"),
            line -> assertThat(line).contains("audio stream 3 (eac3): .mp4 refuses 1 of its"));
    assertThat(Clips.read(restored)).hasSize(25);
    assertThat(packets(restored, 1)).isEqualTo(packets(clip, 1) - 2);
    assertThat(packets(restored, 2)).isEqualTo(packets(clip, 2));
    assertThat(packets(restored, 3)).isEqualTo(packets(clip, 3) - 1);
  }

  /** Where the sync words of E-AC-3 are. */
  private static List<Integer> eac3Frames(byte[] bytes) {
    return IntStream.range(0, bytes.length - 1)
        .filter(i -> bytes[i] == 0x0b && bytes[i + 1] == 0x77)
        .boxed()
        .toList();
  }

  private static int packets(Path file, int stream) {
    return FFmpegTools.ffprobe("-select_streams " + stream + " -show_entries packet=size", file)
        .size();
  }

  /** MPEG carries every codec, but says only of its own what they are. */
  @ParameterizedTest
  @CsvSource({"ts, .ts", "m2ts, .ts", "mpg, .mpg", "vob, .vob"})
  void nothingIsHiddenInFilesOfMpeg(String output, String label) {
    Path clip =
        clip("mkv", "-f lavfi -i sine=d=1 -map 0 -map 1 -c:v ffv1 -pix_fmt yuv420p10le -c:a flac");
    Path restored = folder.resolve("restored." + output);
    assertThat(TinyRestoration.enlarge(clip, restored))
        .satisfiesExactly(
            line -> assertThat(line).contains("10 bits", "libopenh264 keeps 8"),
            line -> assertThat(line).contains("(flac) doesn't fit into " + label));
    assertThat(Probe.of(restored).all("codec_name")).contains("h264").doesNotContain("bin_data");
    assertThat(Clips.read(restored)).hasSize(25);
  }

  @ParameterizedTest
  @CsvSource({
    "mkv, hdmv_pgs_subtitle, ''",
    "mp4, '', 'subtitle stream 1 (hdmv_pgs_subtitle) doesn''t fit into .mp4 and is left out; .mkv"
        + " would keep it'",
    "webm, '', 'subtitle stream 1 (hdmv_pgs_subtitle) doesn''t fit into .webm'"
  })
  void bitmapSubtitlesAreKeptOrNamed(String output, String kept, String warning)
      throws IOException {
    Path clip = clip("mkv", "-i {0} -map 0 -map 1 -c:v ffv1 -c:s copy", bitmaps);
    Path restored = folder.resolve("restored." + output);
    List<String> warnings = TinyRestoration.enlarge(clip, restored);
    if (warning.isEmpty()) {
      assertThat(warnings).isEmpty();
      assertThat(hashes(restored, kept)).isEqualTo(hashes(clip, kept));
    } else {
      assertThat(warnings).singleElement().asString().contains(warning);
      assertThat(Probe.of(restored).all("codec_type")).containsExactly("video");
    }
  }

  /**
   * The subtitles of DVDs, whose colours stand beside them in Matroska and nowhere in a VOB, and of
   * broadcasts.
   */
  @ParameterizedTest
  @CsvSource({
    "mkv, dvdsub, dvd_subtitle, mkv",
    "mkv, dvdsub, dvd_subtitle, mp4",
    "vob, dvdsub, dvd_subtitle, mkv",
    "ts,  dvbsub, dvb_subtitle, mkv"
  })
  void otherBitmapSubtitlesAreKept(String input, String encoder, String codec, String output)
      throws IOException {
    Path clip =
        clip(input, "-i {0} -map 0 -map 1 -c:v mpeg2video -s:s 64x48 -c:s " + encoder, bitmaps);
    Path restored = folder.resolve("restored." + output);
    assertThat(TinyRestoration.enlarge(clip, restored)).isEmpty();
    assertThat(hashes(restored, codec)).isEqualTo(hashes(clip, codec));
    assertThat(starts(restored)).isNotEmpty().isEqualTo(starts(clip));
    assertThat(extraData(restored)).isEqualTo(extraData(clip));
  }

  @ParameterizedTest
  @CsvSource({"mkv, subrip", "mp4, mov_text", "mov, mov_text", "webm, webvtt"})
  void textSubtitlesAreKeptAndAreReadAsTheSame(String output, String codec) throws IOException {
    Path clip = clip("mkv", "-i {0} -map 0 -map 1 -c:v ffv1 -c:s srt", words);
    Path restored = folder.resolve("restored." + output);
    List<String> warnings = TinyRestoration.enlarge(clip, restored);
    assertThat(warnings).hasSize(codec.equals("subrip") ? 0 : 1);
    assertThat(Probe.of(restored).stream(1, "codec_name")).isEqualTo(codec);
    Path read = folder.resolve("read.srt");
    FFmpegTools.ffmpeg("-i {0} -map 0:s {1}", restored, read);
    assertThat(Files.readString(read)).isEqualTo(Files.readString(words));
  }

  @ParameterizedTest
  @CsvSource({
    "ts, ''",
    "mkv, 'data stream 1 (bin_data) doesn''t fit into .mkv'",
    "mp4, 'data stream 1 (bin_data) doesn''t fit into .mp4'"
  })
  void dataAreKeptOrNamed(String output, String warning) throws IOException {
    Path clip = clip("ts", "-f data -i {0} -map 0 -map 1 -c:v mpeg2video -c:d copy", data);
    Path restored = folder.resolve("restored." + output);
    List<String> warnings = TinyRestoration.enlarge(clip, restored);
    if (warning.isEmpty()) {
      assertThat(warnings).isEmpty();
      assertThat(hashes(restored, "bin_data")).isEqualTo(hashes(clip, "bin_data"));
    } else {
      assertThat(warnings).singleElement().asString().contains(warning);
    }
  }

  @Test
  void attachmentsChaptersAndWordsAreKept() {
    Path clip =
        clip(
            "mkv",
            """
            -i {1} -map 0 -map_metadata 1 -map_chapters 1 -c:v ffv1
            -attach {0} -metadata:s:t mimetype=font/ttf
            """,
            font,
            chapters);
    Path restored = folder.resolve("restored.mkv");
    assertThat(TinyRestoration.enlarge(clip, restored)).isEmpty();
    Probe before = Probe.of(clip);
    Probe after = Probe.of(restored);
    assertThat(after.all("tags\\.filename")).containsExactly("font.ttf");
    assertThat(after.stream(1, "extradata_size")).isEqualTo(before.stream(1, "extradata_size"));
    assertThat(after.get("format.tags.title")).isEqualTo("Water");
    assertThat(after.starting("chapters."))
        .isEqualTo(before.starting("chapters."))
        .containsEntry("chapters.chapter.1.start_time", "0.400000")
        .containsEntry("chapters.chapter.1.tags.title", "Mouth");
  }

  /** By either of the two codes of ISO 639-2 that some languages have. */
  @ParameterizedTest
  @CsvSource({"mkv", "mp4", "mov"})
  void languagesAreKept(String output) {
    List<String> languages = List.of("deu", "ger", "cze", "gsw", "eng", "und");
    StringBuilder arguments = new StringBuilder("-f lavfi -i sine=d=1 -c:v ffv1 -c:a ac3 -map 0");
    for (int i = 0; i < languages.size(); i++) {
      arguments.append(" -map 1 -metadata:s:a:%d language=%s".formatted(i, languages.get(i)));
    }
    Path clip = clip("mkv", arguments.toString());
    Path restored = folder.resolve("restored." + output);
    assertThat(TinyRestoration.enlarge(clip, restored)).isEmpty();
    assertThat(Probe.of(clip).all("tags\\.language")).startsWith("deu", "ger", "cze", "gsw", "eng");
    assertThat(Probe.of(restored).all("tags\\.language"))
        .filteredOn(language -> !language.equals("und"))
        .containsExactly("deu", "ger", "cze", "gsw", "eng");
  }

  @ParameterizedTest
  @CsvSource({"mkv", "mp4"})
  void chaptersMoveWithTimesBelowZero(String output) {
    Path whole = clip("mkv", "-i {0} -map_chapters 1 -c:v ffv1", chapters);
    Path early = folder.resolve("early.mkv");
    Path restored = folder.resolve("restored." + output);
    FFmpegTools.ffmpeg(
        "-itsoffset -0.4 -i {0} -i {1} -map 0 -map_chapters 1 -c copy -avoid_negative_ts disabled"
            + " {2}",
        whole, chapters, early);
    assertThat(TinyRestoration.enlarge(early, restored)).isEmpty();
    Probe before = Probe.of(early);
    assertThat(before.stream(0, "start_time")).isEqualTo("-0.400000");
    assertThat(before.get("chapters.chapter.1.start_time")).isEqualTo("0.400000");
    Probe after = Probe.of(restored);
    assertThat(after.stream(0, "start_time")).isEqualTo("0.000000");
    assertThat(after.get("chapters.chapter.1.start_time")).isEqualTo("0.800000");
    assertThat(after.get("chapters.chapter.1.tags.title")).isEqualTo("Mouth");
  }

  @ParameterizedTest
  @CsvSource({"mp4, mp4", "mp4, mkv", "mkv, mov"})
  void pixelShapeAndRotationAreSaid(String input, String output) {
    Path stored = clip("mp4", "-c:v mpeg4 -vf setsar=4/3");
    Path clip = folder.resolve("turned." + input);
    Path restored = folder.resolve("restored." + output);
    FFmpegTools.ffmpeg("-display_rotation:v:0 90 -i {0} -c copy {1}", stored, clip);
    assertThat(TinyRestoration.enlarge(clip, restored)).isEmpty();
    Probe before = Probe.of(clip);
    Probe after = Probe.of(restored);
    for (String fact :
        List.of(
            "sample_aspect_ratio", "display_aspect_ratio", "side_data_list.side_data.0.rotation")) {
      assertThat(after.stream(0, fact)).as(fact).isEqualTo(before.stream(0, fact)).isNotEmpty();
    }
    assertThat(after.stream(0, "width")).isEqualTo("128");
  }
}
